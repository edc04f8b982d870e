<?php
// Treezor: "Events". The signature is that of object_payload, as json_encode prints it.
// Usage: WEBHOOK_SECRET=… php -S 127.0.0.1:<port> treezor.php
$message = json_decode(file_get_contents('php://input'), true);
if ($message === null) {
    http_response_code(400);
    return;
}
// user.kycrequest and user.kycreview are wrapped once more.
$event = is_array($message['webhook']) ? $message['webhook'] : $message;

$expected = base64_encode(hash_hmac('sha256', json_encode($event['object_payload']), getenv('WEBHOOK_SECRET'), true));
if (!hash_equals($expected, $event['object_payload_signature'])) {
    http_response_code(401);
    file_put_contents('php://stdout', json_encode(['refused' => $event['webhook']]) . "\n");
    return;
}

$payload = $event['object_payload'];
switch ($event['webhook']) {
    case 'user.kycrequest':
    case 'user.kycreview':
        $user = $payload['users'][0];
        $seen = ['userId' => $user['userId'], 'kycLevel' => $user['kycLevel'], 'kycReview' => $user['kycReview'],
            'wrapped' => $message['webhookId'] === $event['webhook_id']];
        break;
    case 'kycreview.request':
    case 'kycreview.result':
        $seen = ['userId' => $payload['userId'], 'kycReview' => $payload['kycReview'], 'kycStatus' => $payload['kycStatus']];
        break;
    case 'document.create':
    case 'document.update':
    case 'document.cancel':
        $document = $payload['documents'][0];
        $seen = ['documentId' => $document['documentId'], 'documentStatus' => $document['documentStatus'],
            'documentType' => $document['documentType'], 'name' => $document['name']];
        break;
    default:
        $seen = $payload;
}
file_put_contents('php://stdout', json_encode([
    'webhook' => $event['webhook'],
    'object' => $event['object'],
    'object_id' => $event['object_id'],
] + $seen, JSON_UNESCAPED_UNICODE) . "\n");
http_response_code(200);
