import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

final class Verify {
  private static final long TOLERANCE_SECONDS = 300;

  /** Every format: the headers of Standard Webhooks. The body is the bytes as they came, before any parsing. */
  static boolean standard(
      List<String> secrets, String id, String timestamp, String signature, byte[] body, long now)
      throws GeneralSecurityException {
    if (!timestamp.matches("\\d{1,15}")) return false;
    if (Math.abs(now - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) return false;
    boolean found = false;
    for (String secret : secrets) {
      byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
      byte[] mac = mac(key, (id + "." + timestamp + ".").getBytes(UTF_8), body);
      String expected = "v1," + Base64.getEncoder().encodeToString(mac);
      for (String given : signature.split(" ")) found |= same(given, expected);
    }
    return found;
  }

  /** Love&Pay's own header x-webhook-signature: proves the body, but no time. */
  static boolean loveAndPay(String secret, String signature, byte[] body) throws GeneralSecurityException {
    return same(signature, "sha256=" + HexFormat.of().formatHex(mac(secret.getBytes(UTF_8), body)));
  }

  /** Treezor's own object_payload_signature, in the body: proves object_payload alone. */
  static boolean treezor(String secret, byte[] body) throws GeneralSecurityException {
    String text = new String(body, UTF_8);
    String payload = object(text, text.indexOf("\"object_payload\":") + "\"object_payload\":".length());
    String[] parts = text.split("\"object_payload_signature\":\"");
    if (payload == null || parts.length != 2) return false;
    String given = parts[1].substring(0, parts[1].indexOf('"')).replace("\\/", "/");
    byte[] mac = mac(secret.getBytes(UTF_8), payload.getBytes(UTF_8));
    return same(given, Base64.getEncoder().encodeToString(mac));
  }

  /** able-id's own data.hash: proves that the session is yours, but neither body nor time. */
  static boolean ableId(String projectId, String secret, String attemptId, String hash)
      throws GeneralSecurityException {
    return same(hash, sha1(sha1(projectId + secret) + attemptId));
  }

  /** The JSON object that begins here, as it is written; null if none ends. */
  private static String object(String json, int from) {
    boolean quoted = false;
    int depth = 0;
    for (int at = from; at < json.length(); at++) {
      char character = json.charAt(at);
      if (quoted && character == '\\') at++;
      else if (character == '"') quoted = !quoted;
      else if (!quoted && character == '{') depth++;
      else if (!quoted && character == '}' && --depth == 0) return json.substring(from, at + 1);
    }
    return null;
  }

  private static byte[] mac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) mac.update(part);
    return mac.doFinal();
  }

  private static String sha1(String text) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
    return HexFormat.of().withUpperCase().formatHex(digest);
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8));
  }
}
