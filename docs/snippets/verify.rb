require "base64"
require "digest"
require "json"
require "openssl"

TOLERANCE_SECONDS = 300

# Every format: the headers of Standard Webhooks. `body` is the text as it came: request.body.read
def verify_standard(secrets, id, timestamp, signature, body, now: Time.now.to_i)
  return false unless timestamp.match?(/\A\d+\z/) && (now - timestamp.to_i).abs <= TOLERANCE_SECONDS

  expected = secrets.map do |secret|
    key = Base64.strict_decode64(secret.delete_prefix("whsec_"))
    "v1,#{Base64.strict_encode64(OpenSSL::HMAC.digest("SHA256", key, "#{id}.#{timestamp}.".b + body.b))}"
  end
  signature.split.any? { |given| expected.any? { |each| OpenSSL.secure_compare(given, each) } }
end

# Love&Pay's own header x-webhook-signature: proves the body, but no time.
def verify_love_and_pay(secret, signature, body)
  OpenSSL.secure_compare(signature, "sha256=#{OpenSSL::HMAC.hexdigest("SHA256", secret, body)}")
end

# Treezor's own object_payload_signature, in the body: proves object_payload alone.
def verify_treezor(secret, body)
  message = JSON.parse(body)
  envelope = message["webhook"].is_a?(Hash) ? message["webhook"] : message
  # As PHP's json_encode writes it.
  payload = JSON.generate(envelope["object_payload"], ascii_only: true).gsub("/", "\\/")
  expected = Base64.strict_encode64(OpenSSL::HMAC.digest("SHA256", secret, payload))
  OpenSSL.secure_compare(envelope["object_payload_signature"], expected)
end

# able-id's own data.hash: proves that the session is yours, but neither body nor time.
def verify_able_id(project_id, secret, attempt_id, hash)
  inner = Digest::SHA1.hexdigest(project_id + secret).upcase
  OpenSSL.secure_compare(hash, Digest::SHA1.hexdigest(inner + attempt_id).upcase)
end
