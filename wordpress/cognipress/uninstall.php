<?php
/**
 * Runs when the plugin is deleted.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/sync/class-bulk-sync.php';
require_once __DIR__ . '/includes/storage/class-database.php';
require_once __DIR__ . '/includes/storage/class-expiring-store.php';
require_once __DIR__ . '/includes/exchange/class-key-cache.php';
require_once __DIR__ . '/includes/session/class-revocation.php';
require_once __DIR__ . '/includes/roles/class-role-assigner.php';
require_once __DIR__ . '/includes/session/class-second-step.php';
require_once __DIR__ . '/includes/settings/class-settings-store.php';
require_once __DIR__ . '/includes/settings/class-settings.php';
require_once __DIR__ . '/includes/sync/class-sync.php';
require_once __DIR__ . '/includes/roles/class-site-membership.php';
require_once __DIR__ . '/includes/storage/class-uninstaller.php';

Uninstaller::run();
