<?php

const TOLERANCE_SECONDS = 300;

/** Every format: the headers of Standard Webhooks. $body is the text as it came: file_get_contents('php://input'). */
function verifyStandard(array $secrets, string $id, string $timestamp, string $signature, string $body, ?int $now = null): bool
{
    if (!ctype_digit($timestamp) || abs(($now ?? time()) - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    $found = false;
    foreach ($secrets as $secret) {
        $key = base64_decode(substr($secret, strlen('whsec_')));
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
        foreach (explode(' ', $signature) as $given) {
            $found = hash_equals($expected, $given) || $found;
        }
    }
    return $found;
}

/** Love&Pay's own header x-webhook-signature: proves the body, but no time. */
function verifyLoveAndPay(string $secret, string $signature, string $body): bool
{
    return hash_equals('sha256=' . hash_hmac('sha256', $body, $secret), $signature);
}

/** Treezor's own object_payload_signature, in the body: proves object_payload alone. */
function verifyTreezor(string $secret, string $body): bool
{
    $message = json_decode($body);
    $envelope = is_object($message->webhook) ? $message->webhook : $message;
    $payload = json_encode($envelope->object_payload);
    $expected = base64_encode(hash_hmac('sha256', $payload, $secret, true));
    return hash_equals($expected, $envelope->object_payload_signature);
}

/** able-id's own data.hash: proves that the session is yours, but neither body nor time. */
function verifyAbleId(string $projectId, string $secret, string $attemptId, string $hash): bool
{
    $inner = strtoupper(sha1($projectId . $secret));
    return hash_equals(strtoupper(sha1($inner . $attemptId)), $hash);
}
