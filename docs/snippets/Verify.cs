using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

static class Verify
{
    const long ToleranceSeconds = 300;

    /// <summary>Every format: the headers of Standard Webhooks. The body is the bytes as they came.</summary>
    public static bool Standard(string[] secrets, string id, string timestamp, string signature, byte[] body, long now)
    {
        if (!long.TryParse(timestamp, out var at) || Math.Abs(now - at) > ToleranceSeconds) return false;
        var signed = Encoding.UTF8.GetBytes(id + "." + timestamp + ".").Concat(body).ToArray();
        var found = false;
        foreach (var secret in secrets)
        {
            var key = Convert.FromBase64String(secret.Substring("whsec_".Length));
            var expected = "v1," + Convert.ToBase64String(Mac(key, signed));
            foreach (var given in signature.Split(' ')) found |= Same(given, expected);
        }
        return found;
    }

    /// <summary>Love&amp;Pay's own header x-webhook-signature: proves the body, but no time.</summary>
    public static bool LoveAndPay(string secret, string signature, byte[] body)
    {
        return Same(signature, "sha256=" + Hex(Mac(Encoding.UTF8.GetBytes(secret), body)).ToLowerInvariant());
    }

    /// <summary>Treezor's own object_payload_signature, in the body: proves object_payload alone.</summary>
    public static bool Treezor(string secret, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var payload = ObjectAfter(text, "\"object_payload\":");
        var parts = text.Split(new[] { "\"object_payload_signature\":\"" }, StringSplitOptions.None);
        if (payload == null || parts.Length != 2) return false;
        var given = parts[1].Substring(0, parts[1].IndexOf('"')).Replace("\\/", "/");
        var mac = Mac(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload));
        return Same(given, Convert.ToBase64String(mac));
    }

    /// <summary>able-id's own data.hash: proves that the session is yours, but neither body nor time.</summary>
    public static bool AbleId(string projectId, string secret, string attemptId, string hash)
    {
        return Same(hash, Sha1(Sha1(projectId + secret) + attemptId));
    }

    /// <summary>The JSON object after a key, as it is written; null if there is none.</summary>
    static string ObjectAfter(string json, string key)
    {
        var from = json.IndexOf(key, StringComparison.Ordinal) + key.Length;
        var quoted = false;
        var depth = 0;
        for (var at = from; at < json.Length; at++)
        {
            var character = json[at];
            if (quoted && character == '\\') at++;
            else if (character == '"') quoted = !quoted;
            else if (!quoted && character == '{') depth++;
            else if (!quoted && character == '}' && --depth == 0) return json.Substring(from, at + 1 - from);
        }
        return null;
    }

    static byte[] Mac(byte[] key, byte[] text)
    {
        using (var mac = new HMACSHA256(key)) return mac.ComputeHash(text);
    }

    static string Sha1(string text)
    {
        using (var sha1 = SHA1.Create()) return Hex(sha1.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    static string Hex(byte[] bytes)
    {
        return BitConverter.ToString(bytes).Replace("-", "");
    }

    /// <summary>In constant time: CryptographicOperations.FixedTimeEquals does the same in newer versions.</summary>
    static bool Same(string given, string expected)
    {
        if (given.Length != expected.Length) return false;
        var difference = 0;
        for (var at = 0; at < given.Length; at++) difference |= given[at] ^ expected[at];
        return difference == 0;
    }
}
