import base64
import sys

sys.path.insert(0, sys.argv[1])
import verify

for line in sys.stdin:
    form, secret, a, b, c, now, body = line.rstrip("\n").split("\t")
    body = base64.b64decode(body)
    if form == "standard":
        holds = verify.verify_standard(secret.split(" "), a, b, c, body, int(now))
    elif form == "love-and-pay":
        holds = verify.verify_love_and_pay(secret, a, body)
    elif form == "treezor":
        holds = verify.verify_treezor(secret, body)
    else:
        holds = verify.verify_able_id(a, secret, b, c)
    print("true" if holds else "false")
