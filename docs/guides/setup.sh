# What the commands of the guides need: a service, and a few functions. In bash, in the repository's directory, after
# `npm ci`:
#
#   . docs/guides/setup.sh
#
# PORT and RECEIVER_PORT choose other ports than 8787 and 9797. A service that runs at PORT already is used as it is: set
# COUNTERSIGN_OPERATOR_TOKEN to its token.

export PORT="${PORT:-8787}" RECEIVER_PORT="${RECEIVER_PORT:-9797}"
export COUNTERSIGN_OPERATOR_TOKEN="${COUNTERSIGN_OPERATOR_TOKEN:-operator-token-of-the-guides}"
COUNTERSIGN="http://127.0.0.1:$PORT"
RECEIVER="http://127.0.0.1:$RECEIVER_PORT"
# The files of one guide: data of the service, receivers, responses.
GUIDE=$(mktemp -d)
export GUIDE

# manage PATH [curl's options]: a call of the management API as an operator.
manage() { curl -s -w '\n' "$COUNTERSIGN/manage/v1$1" -H "authorization: Bearer $COUNTERSIGN_OPERATOR_TOKEN" "${@:2}"; }

# field PATH: a field of the JSON on standard input, such as `field data.0.id`; fails if there is none.
field() {
  node -e '
    const input = require("node:fs").readFileSync(0, "utf8");
    const found = process.argv[1].split(".").reduce((value, key) => value?.[key], JSON.parse(input));
    if (found === undefined) throw new Error(`no ${process.argv[1]} in ${input}`);
    console.log(typeof found === "string" ? found : JSON.stringify(found, null, 2));
  ' "$1"
}

# Prints the picture of an invented person.
picture() { head -1 examples/demo/people/people.ndjson | field photo | base64 -d; }

# Ends what this shell started, and removes the guide's files.
end_guide() {
  [ -z "$(jobs -p)" ] || kill $(jobs -p)
  wait
  rm -r "$GUIDE"
}

if ! curl -sf "$COUNTERSIGN/readyz" > /dev/null; then
  # The receivers of the guides run on this machine without TLS. Real ones have https addresses and need no exemption.
  COUNTERSIGN_OUTBOUND_ALLOW=127.0.0.0/8 DATA_DIR="$GUIDE/data" npm start > "$GUIDE/service.log" 2>&1 &
  until curl -sf "$COUNTERSIGN/readyz" > /dev/null; do
    kill -0 $! 2> /dev/null || { cat "$GUIDE/service.log"; return 1; }
    sleep 0.2
  done
fi
manage '/projects?limit=1' -f > /dev/null ||
  echo "The service on port $PORT has another operator token: set COUNTERSIGN_OPERATOR_TOKEN, or another PORT." >&2
