<?php
// Sends what is no file to WordPress, for PHP's own server.
$path = __DIR__ . '/root' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($path)) {
    return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/root/index.php';
