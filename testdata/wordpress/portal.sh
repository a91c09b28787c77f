#!/usr/bin/env bash
# A WordPress of Debian's packages as a portal on loopback, with a database of
# its own that nobody else can reach:
#
#   portal.sh start DIR PORT    sets it up in DIR and starts it
#   portal.sh stop DIR
#
# wants: wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-xml
# mariadb-server. Posts are made by: php DIR/posts.php.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=${2:?a folder}

start() {
  port=${1:?a port}
  mkdir -p "$dir"
  cp "$here"/*.php "$dir"
  cd "$dir"
  mariadb-install-db --no-defaults --user="$(id -un)" --auth-root-authentication-method=normal \
    --datadir="$PWD/data" --skip-test-db >install.log 2>&1
  mariadbd --no-defaults --user="$(id -un)" --datadir="$PWD/data" --socket="$PWD/db.sock" --pid-file="$PWD/db.pid" \
    --skip-networking --innodb-flush-log-at-trx-commit=0 >db.log 2>&1 &
  for _ in $(seq 100); do
    mariadb-admin --no-defaults -S "$PWD/db.sock" ping >/dev/null 2>&1 && break
    sleep 0.2
  done
  mariadb --no-defaults -S "$PWD/db.sock" -e "CREATE DATABASE wp CHARACTER SET utf8mb4;
    CREATE USER wp@localhost IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@localhost;"
  cp -rL /usr/share/wordpress root
  cat >root/wp-config.php <<PHP
<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp');
define('DB_HOST', 'localhost:$PWD/db.sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
\$table_prefix = 'wp_';
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
define('WP_SITEURL', 'http://127.0.0.1:$port'); define('WP_HOME', 'http://127.0.0.1:$port');
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
  mkdir -p root/wp-content/mu-plugins
  cat >root/wp-content/mu-plugins/sitemap.php <<'PHP'
<?php
// The file no-sitemap turns the sitemap off, in robots.txt too.
if (file_exists(ABSPATH . '../no-sitemap')) add_filter('wp_sitemaps_enabled', '__return_false');
PHP
  PHP_CLI_SERVER_WORKERS=4 setsid php -S "127.0.0.1:$port" -t root router.php >php.log 2>&1 &
  echo $! >php.pid
}

stop() {
  cd "$dir"
  [ ! -f php.pid ] || kill -- "-$(cat php.pid)" || true
  [ ! -f db.pid ] || kill "$(cat db.pid)" || true
}

case ${1:-} in
start) start "${3:-}" ;;
stop) stop ;;
*) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
