import base64
import hashlib
import hmac
import json
import time

TOLERANCE_SECONDS = 300


def verify_standard(secrets, message_id, timestamp, signature, body, now=None):
    """Every format: the headers of Standard Webhooks. `body` is the bytes as they came, before any parsing."""
    if not (timestamp.isascii() and timestamp.isdigit()):
        return False
    now = int(time.time()) if now is None else now
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    found = False
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        mac = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256)
        expected = b"v1," + base64.b64encode(mac.digest())
        for given in signature.split(" "):
            found |= hmac.compare_digest(given.encode(), expected)
    return found


def verify_love_and_pay(secret, signature, body):
    """Love&Pay's own header `x-webhook-signature`: proves the body, but no time."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature.encode(), expected.encode())


def verify_treezor(secret, body):
    """Treezor's own `object_payload_signature`, in the body: proves `object_payload` alone."""
    message = json.loads(body)
    envelope = message["webhook"] if isinstance(message["webhook"], dict) else message
    # As PHP's json_encode writes it.
    payload = json.dumps(envelope["object_payload"], separators=(",", ":")).replace("/", "\\/")
    mac = hmac.new(secret.encode(), payload.encode(), hashlib.sha256)
    given = envelope["object_payload_signature"].encode()
    return hmac.compare_digest(given, base64.b64encode(mac.digest()))


def verify_able_id(project_id, secret, attempt_id, given_hash):
    """able-id's own `data.hash`: proves that the session is yours, but neither body nor time."""
    expected = _sha1(_sha1(project_id + secret) + attempt_id)
    return hmac.compare_digest(given_hash.encode(), expected.encode())


def _sha1(text):
    return hashlib.sha1(text.encode()).hexdigest().upper()
