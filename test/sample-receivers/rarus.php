<?php
// Rarus: «Настройка веб-хуков». The address of before_order_add, with «Ожидание ответа» and «Ответ содержит данные»; login,
// password, the custom header and «Тело» are as in the form.
// Usage: LOGIN=… PASSWORD=… TOKEN=… php -S 127.0.0.1:<port> rarus.php
if (($_SERVER['PHP_AUTH_USER'] ?? '') !== getenv('LOGIN') || ($_SERVER['PHP_AUTH_PW'] ?? '') !== getenv('PASSWORD')
    || ($_SERVER['HTTP_X_SHOP_TOKEN'] ?? '') !== getenv('TOKEN')) {
    http_response_code(401);
    return;
}
$hook = json_decode(file_get_contents('php://input'), true);
file_put_contents('php://stdout', json_encode($hook, JSON_UNESCAPED_UNICODE) . "\n");

$pieces = array_sum(array_column($hook['items'], 'quantity'));
if ($pieces > 10) {
    http_response_code(400);
    header('Content-Type: text/plain; charset=utf-8');
    echo 'Не больше 10 штук';
    return;
}
header('Content-Type: text/html; charset=utf-8');
echo json_encode(['data' => ['order' => ['comment' => "Проверено складом: $pieces шт."]]]);
