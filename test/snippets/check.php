<?php
require $argv[1] . '/verify.php';

while (($line = fgets(STDIN)) !== false) {
    [$format, $secret, $a, $b, $c, $now, $body] = explode("\t", rtrim($line, "\n"));
    $body = base64_decode($body);
    $holds = match ($format) {
        'standard' => verifyStandard(explode(' ', $secret), $a, $b, $c, $body, (int) $now),
        'love-and-pay' => verifyLoveAndPay($secret, $a, $body),
        'treezor' => verifyTreezor($secret, $body),
        'able-id' => verifyAbleId($a, $secret, $b, $c),
    };
    echo $holds ? "true\n" : "false\n";
}
