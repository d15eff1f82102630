<?php
/**
 * Runs when the plugin is deleted.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/class-bulk-sync.php';
require_once __DIR__ . '/includes/class-database.php';
require_once __DIR__ . '/includes/class-expiring-store.php';
require_once __DIR__ . '/includes/class-key-cache.php';
require_once __DIR__ . '/includes/class-revocation.php';
require_once __DIR__ . '/includes/class-role-assigner.php';
require_once __DIR__ . '/includes/class-settings-store.php';
require_once __DIR__ . '/includes/class-settings.php';
require_once __DIR__ . '/includes/class-sync.php';
require_once __DIR__ . '/includes/class-site-membership.php';
require_once __DIR__ . '/includes/class-uninstaller.php';

Uninstaller::run();
