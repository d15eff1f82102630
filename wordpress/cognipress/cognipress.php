<?php
/**
 * Plugin Name:       Cognipress
 * Description:       Signs users of an Amazon Cognito user pool in through WordPress' own login form. The password is proven in the browser and never reaches this site.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/old-licenses/gpl-2.0.html
 * Text Domain:       cognipress
 * Domain Path:       /languages
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FILE    = __FILE__;

require_once __DIR__ . '/includes/interface-settings-section.php';
require_once __DIR__ . '/includes/class-account-identity.php';
require_once __DIR__ . '/includes/class-account-page.php';
require_once __DIR__ . '/includes/class-accounts.php';
require_once __DIR__ . '/includes/class-admin-refused.php';
require_once __DIR__ . '/includes/class-api-controller.php';
require_once __DIR__ . '/includes/class-api-script.php';
require_once __DIR__ . '/includes/class-api-section.php';
require_once __DIR__ . '/includes/class-api-settings.php';
require_once __DIR__ . '/includes/class-assets.php';
require_once __DIR__ . '/includes/class-attribute-map.php';
require_once __DIR__ . '/includes/class-aws-credential-source.php';
require_once __DIR__ . '/includes/class-aws-credentials.php';
require_once __DIR__ . '/includes/class-aws-signature.php';
require_once __DIR__ . '/includes/class-base64url.php';
require_once __DIR__ . '/includes/class-browser-cookie.php';
require_once __DIR__ . '/includes/class-bulk-sync.php';
require_once __DIR__ . '/includes/class-challenge-controller.php';
require_once __DIR__ . '/includes/class-challenge-store.php';
require_once __DIR__ . '/includes/class-change-queue.php';
require_once __DIR__ . '/includes/class-change-runner.php';
require_once __DIR__ . '/includes/class-change-watcher.php';
require_once __DIR__ . '/includes/class-client-address.php';
require_once __DIR__ . '/includes/class-cognito-admin.php';
require_once __DIR__ . '/includes/class-cognito-service.php';
require_once __DIR__ . '/includes/class-connection-test.php';
require_once __DIR__ . '/includes/class-data-section.php';
require_once __DIR__ . '/includes/class-database.php';
require_once __DIR__ . '/includes/class-doctor.php';
require_once __DIR__ . '/includes/class-email-matcher.php';
require_once __DIR__ . '/includes/class-event-log-page.php';
require_once __DIR__ . '/includes/class-event-log.php';
require_once __DIR__ . '/includes/class-event-names.php';
require_once __DIR__ . '/includes/class-event-recorder.php';
require_once __DIR__ . '/includes/class-expired-notice.php';
require_once __DIR__ . '/includes/class-expiring-store.php';
require_once __DIR__ . '/includes/class-finding.php';
require_once __DIR__ . '/includes/class-form-scripts.php';
require_once __DIR__ . '/includes/class-from-cognito.php';
require_once __DIR__ . '/includes/class-global-sign-out.php';
require_once __DIR__ . '/includes/class-here.php';
require_once __DIR__ . '/includes/class-interim-login.php';
require_once __DIR__ . '/includes/class-json-object.php';
require_once __DIR__ . '/includes/class-key-cache.php';
require_once __DIR__ . '/includes/class-key-set.php';
require_once __DIR__ . '/includes/class-link-page.php';
require_once __DIR__ . '/includes/class-link-required.php';
require_once __DIR__ . '/includes/class-link-table.php';
require_once __DIR__ . '/includes/class-linked-user.php';
require_once __DIR__ . '/includes/class-login-page.php';
require_once __DIR__ . '/includes/class-map-text.php';
require_once __DIR__ . '/includes/class-membership.php';
require_once __DIR__ . '/includes/class-network-page.php';
require_once __DIR__ . '/includes/class-origin-guard.php';
require_once __DIR__ . '/includes/class-page-checks.php';
require_once __DIR__ . '/includes/class-page-config.php';
require_once __DIR__ . '/includes/class-password-fields.php';
require_once __DIR__ . '/includes/class-password-gate.php';
require_once __DIR__ . '/includes/class-pending-sign-ins.php';
require_once __DIR__ . '/includes/class-pool-checks.php';
require_once __DIR__ . '/includes/class-pool-directory.php';
require_once __DIR__ . '/includes/class-pool-section.php';
require_once __DIR__ . '/includes/class-pool-user.php';
require_once __DIR__ . '/includes/class-posted.php';
require_once __DIR__ . '/includes/class-privacy.php';
require_once __DIR__ . '/includes/class-privilege.php';
require_once __DIR__ . '/includes/class-profile-section.php';
require_once __DIR__ . '/includes/class-profile-updater.php';
require_once __DIR__ . '/includes/class-rate-limiter.php';
require_once __DIR__ . '/includes/class-redirect.php';
require_once __DIR__ . '/includes/class-registration-fields.php';
require_once __DIR__ . '/includes/class-remote-request.php';
require_once __DIR__ . '/includes/class-replay-store.php';
require_once __DIR__ . '/includes/class-rest-routes.php';
require_once __DIR__ . '/includes/class-revocation.php';
require_once __DIR__ . '/includes/class-role-assigner.php';
require_once __DIR__ . '/includes/class-role-map.php';
require_once __DIR__ . '/includes/class-role-preview.php';
require_once __DIR__ . '/includes/class-roles-section.php';
require_once __DIR__ . '/includes/class-rsa-public-key.php';
require_once __DIR__ . '/includes/class-second-step.php';
require_once __DIR__ . '/includes/class-secret-box.php';
require_once __DIR__ . '/includes/class-session-controller.php';
require_once __DIR__ . '/includes/class-session-fields.php';
require_once __DIR__ . '/includes/class-session-lock.php';
require_once __DIR__ . '/includes/class-session-mark.php';
require_once __DIR__ . '/includes/class-session-over.php';
require_once __DIR__ . '/includes/class-session-starter.php';
require_once __DIR__ . '/includes/class-session-tokens.php';
require_once __DIR__ . '/includes/class-session-watch.php';
require_once __DIR__ . '/includes/class-sessions-section.php';
require_once __DIR__ . '/includes/class-settings-fields.php';
require_once __DIR__ . '/includes/class-settings-page.php';
require_once __DIR__ . '/includes/class-settings-store.php';
require_once __DIR__ . '/includes/class-settings.php';
require_once __DIR__ . '/includes/class-sign-in-section.php';
require_once __DIR__ . '/includes/class-sign-in.php';
require_once __DIR__ . '/includes/class-sign-out-controller.php';
require_once __DIR__ . '/includes/class-site-checks.php';
require_once __DIR__ . '/includes/class-site-health.php';
require_once __DIR__ . '/includes/class-site-key.php';
require_once __DIR__ . '/includes/class-site-membership.php';
require_once __DIR__ . '/includes/class-step-up.php';
require_once __DIR__ . '/includes/class-sync-checks.php';
require_once __DIR__ . '/includes/class-sync-controller.php';
require_once __DIR__ . '/includes/class-sync-page.php';
require_once __DIR__ . '/includes/class-sync-section.php';
require_once __DIR__ . '/includes/class-sync-settings.php';
require_once __DIR__ . '/includes/class-sync.php';
require_once __DIR__ . '/includes/class-texts.php';
require_once __DIR__ . '/includes/class-account-texts.php';
require_once __DIR__ . '/includes/class-token-refresher.php';
require_once __DIR__ . '/includes/class-token-refused.php';
require_once __DIR__ . '/includes/class-token-verifier.php';
require_once __DIR__ . '/includes/class-unavailable.php';
require_once __DIR__ . '/includes/class-user-factory.php';
require_once __DIR__ . '/includes/class-user-linker.php';
require_once __DIR__ . '/includes/class-user-pool.php';
require_once __DIR__ . '/includes/class-user-snapshot.php';
require_once __DIR__ . '/includes/class-users-section.php';
require_once __DIR__ . '/includes/class-verified-sign-in.php';
require_once __DIR__ . '/includes/functions.php';
require_once __DIR__ . '/includes/integrations/class-builder-entries.php';
require_once __DIR__ . '/includes/integrations/class-content-forms.php';
require_once __DIR__ . '/includes/integrations/class-core-forms.php';
require_once __DIR__ . '/includes/integrations/class-elementor.php';
require_once __DIR__ . '/includes/integrations/class-member-email.php';
require_once __DIR__ . '/includes/integrations/class-memberpress.php';
require_once __DIR__ . '/includes/integrations/class-woocommerce-account.php';
require_once __DIR__ . '/includes/integrations/class-woocommerce-checkout.php';
require_once __DIR__ . '/includes/integrations/class-woocommerce-guest-orders.php';
require_once __DIR__ . '/includes/integrations/class-woocommerce.php';
require_once __DIR__ . '/hooks.php';
