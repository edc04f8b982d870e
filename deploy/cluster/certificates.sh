# Makes an authority in $AUTHORITY, and for each machine a directory with its own certificate.
mkdir -p "$AUTHORITY"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650 \
  -subj /CN=cluster -keyout "$AUTHORITY/ca.key" -out "$AUTHORITY/ca.crt"
for address in "$ADDRESS1" "$ADDRESS2" "$ADDRESS3"; do
  mkdir -p "$AUTHORITY/$address"
  cp "$AUTHORITY/ca.crt" "$AUTHORITY/$address/"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$address" \
    -addext "subjectAltName=IP:$address,IP:127.0.0.1" -keyout "$AUTHORITY/$address/node.key" |
    openssl x509 -req -days 3650 -copy_extensions copy -CA "$AUTHORITY/ca.crt" -CAkey "$AUTHORITY/ca.key" \
      -out "$AUTHORITY/$address/node.crt"
done
