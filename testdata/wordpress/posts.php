<?php
// php posts.php make N     sets WordPress up and publishes N posts, 7 hours apart
// php posts.php edit N     rewrites post N (from 0) as an editor would
define('WP_INSTALLING', ($argv[1] ?? '') === 'make');
require __DIR__ . '/root/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function body(int $i, int $total): string
{
    $day = date('d/m/Y', moment($i));
    $growth = $i % 17 + 1;
    return "<p>Sáng $day, Thường trực HĐND thành phố tổ chức phiên họp thứ $i, cho ý kiến về đầu tư công.</p>\n" .
        "<p>Tổng vốn đầu tư công năm 2026 của thành phố là " . number_format($total, 0, ',', '.') . " tỷ đồng, tăng $growth,5% so với năm trước.</p>\n" .
        str_repeat("<p>Các đại biểu thảo luận kế hoạch phát triển kinh tế, xã hội của thành phố và đề nghị các sở, ngành chuẩn bị hồ sơ đầy đủ.</p>\n", 8);
}

function moment(int $i): int
{
    return strtotime('2026-01-05 08:00:00') + $i * 3600 * 7;
}

$n = (int) ($argv[2] ?? 300);
if ($argv[1] === 'make') {
    wp_install('Cổng thông tin điện tử thử nghiệm', 'admin', 'a@example.test', true, '', 'adminpw', 'vi');
    update_option('blog_public', 1);
    update_option('posts_per_page', 10);
    update_option('posts_per_rss', 20);
    update_option('timezone_string', 'Asia/Ho_Chi_Minh');
    global $wp_rewrite;
    $wp_rewrite->init();
    $wp_rewrite->set_permalink_structure('/%postname%-%post_id%/');
    $wp_rewrite->flush_rules(true);
    foreach (get_posts(['numberposts' => -1]) as $sample) {
        wp_delete_post($sample->ID, true);
    }
    for ($i = 0; $i < $n; $i++) {
        wp_insert_post(['post_title' => "HĐND thành phố họp phiên thứ $i về đầu tư công", 'post_name' => "phien-hop-thu-$i",
            'post_content' => body($i, 1000 + $i * 37), 'post_status' => 'publish', 'post_date' => date('Y-m-d H:i:s', moment($i)), 'post_author' => 1]);
    }
    echo wp_count_posts()->publish, " posts\n";
} else {
    $post = get_page_by_path("phien-hop-thu-$n", OBJECT, 'post');
    wp_update_post(['ID' => $post->ID, 'post_content' => body($n, 9753)]);
    echo get_permalink($post->ID), "\n";
}
