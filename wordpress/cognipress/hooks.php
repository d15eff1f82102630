<?php
/**
 * Puts the parts together and hangs them on WordPress: every hook of the plugin is here.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Adds all hooks.
 */
function add_hooks(): void {
	$settings   = new Settings();
	$assets     = new Assets( plugin_dir_path( FILE ) . 'assets/build/', plugin_dir_url( FILE ) . 'assets/build/' );
	$store      = new Expiring_Store();
	$links      = new Link_Table();
	$cookie     = new Browser_Cookie();
	$guard      = new Origin_Guard();
	$service    = new Cognito_Service( $settings );
	$keys       = new Key_Cache( $store, $settings );
	$revocation = new Revocation( $store, $service, $settings );
	$challenges = new Challenge_Store( $store );
	$gate       = new Password_Gate( $settings, $links );
	$config     = new Page_Config( $settings, $assets );
	$login      = new Login_Page( $settings, $assets, $config );
	$identity   = new Account_Identity( $settings, $links );
	$account    = new Account_Page( $settings, $identity, $assets, $config );
	$pending    = new Pending_Sign_Ins( $store, 'link' );
	$limiter    = new Rate_Limiter( $store );
	$migration  = new Migration( $settings );
	$apis       = new Api_Settings( $settings );
	$step_up    = new Step_Up_Settings( $settings );
	$page       = new Settings_Page( $settings->store(), new Settings_Fields( $settings ), settings_sections( $settings ), plugin_dir_url( FILE ) );
	$network    = new Settings( new Settings_Store( true ) );
	$main       = new Settings( Settings_Store::of_main_site() );
	$for_sites  = new Network_Page( $network->store(), new Settings_Fields( $network ), settings_sections( $network ) );
	$apps       = new App_Origins( $settings );
	$codes      = new Pending_Sign_Ins( $store, 'app', App_Controller::CODE_SECONDS );
	$routes     = new Rest_Routes( $guard, $apps );
	$lock       = new Session_Lock( $store );
	$refresher  = new Token_Refresher( $service, $settings );
	$tokens     = new Session_Tokens( $store, $refresher, $lock, $revocation, $settings );
	$watch      = new Session_Watch( $settings, $store, $tokens, $lock );
	$expired    = new Expired_Notice();
	$access     = new Temporary_Access_Pages( new Temporary_Access( $store, $settings ) );
	$mark       = new Session_Mark( $apis );
	$api_script = new Api_Script( $apis, $assets );
	$sign_out   = new Global_Sign_Out( $refresher, $service, new Pools( $settings ) );
	$accounts   = new Accounts( $links );
	$profile    = new Profile_Section( $links, $accounts, $sign_out );
	$doctor     = new Doctor( new Pool_Checks( $settings, $keys, $service ), new Page_Checks( $assets ), new Site_Checks( $settings ), new Sync_Checks( new Sync_Settings( $main ), new Change_Queue() ) );
	$health     = new Site_Health( $doctor );
	$log        = new Event_Log();
	$recorder   = new Event_Recorder( $log, $settings );
	$privacy    = new Privacy( $links, $log, new Change_Queue() );
	$log_page   = new Event_Log_Page( $log, $settings );

	register_activation_hook( FILE, array( Database::class, 'install' ) );
	add_action( 'plugins_loaded', array( Database::class, 'install' ) );
	add_action( 'init', __NAMESPACE__ . '\load_translations' );
	add_filter( 'load_textdomain_mofile', array( Languages::class, 'closest' ), 10, 2 );

	// Routes.
	add_action( 'rest_api_init', array( new Challenge_Controller( $challenges, $cookie, $guard ), 'register_route' ) );
	add_action( 'rest_api_init', array( new Sign_Out_Controller( $guard ), 'register_route' ) );
	add_action( 'rest_api_init', array( new Connection_Test( $doctor ), 'register_route' ) );
	add_action( 'rest_api_init', array( $config, 'register_route' ) );
	add_action( 'rest_api_init', array( new Role_Preview( new Roles_Section( $settings ) ), 'register_route' ) );
	add_action( 'rest_api_init', array( new Migration_Controller( $migration, new Migration_Signature( $migration, $store ), $links, $limiter, new Migrated_Accounts( $store, $settings ) ), 'register_route' ) );
	// What depends on roles is made when other plugins have added theirs.
	add_action(
		'rest_api_init',
		static function () use ( $settings, $store, $links, $cookie, $guard, $keys, $challenges, $pending, $limiter, $lock, $tokens, $revocation, $apps, $codes ): void {
			$exchange   = new Token_Exchange( token_verifier( $settings ), $keys, new Pools( $settings ), $challenges, new Replay_Store( $store ), $limiter, $cookie );
			$controller = new Session_Controller( $exchange, sign_in( user_linker( $settings, $store, $links ), $settings, $store, $links ), $pending, $cookie, $guard );
			$controller->register_route();
			( new Step_Up_Controller( $exchange, $links, $lock, $tokens, $revocation, $guard ) )->register_route();
			( new App_Controller( $exchange, $challenges, $codes, $apps ) )->register_routes();
		}
	);
	// Core checks nonces at 100 and sends its CORS headers at 10.
	add_filter( 'rest_authentication_errors', array( $routes, 'forgive_stale_nonce' ), 101 );
	add_filter( 'rest_send_nocache_headers', array( $routes, 'keep_cache_header' ), 100 );
	add_filter( 'rest_post_dispatch', array( $routes, 'add_retry_after' ), 10, 3 );
	add_filter( 'rest_pre_serve_request', array( $routes, 'send_headers' ), 20, 3 );

	// The login page.
	add_action(
		'login_init',
		static function () use ( $login ): void {
			add_action( 'login_form_' . $GLOBALS['action'], array( $login, 'open' ), PHP_INT_MAX );
		}
	);
	add_action( 'login_form_login', array( new Interim_Login(), 'open' ) );
	add_action( 'login_form', array( $login, 'print_field' ) );
	add_action( 'lostpassword_form', array( $login, 'print_field' ) );
	add_action( 'register_form', array( $login, 'print_registration_fields' ) );
	add_filter( 'lostpassword_url', array( $login, 'lost_password_url' ) );
	add_filter( 'login_message', array( $login, 'add_noscript' ) );
	add_filter( 'enable_login_autofocus', array( Provider_Buttons::class, 'autofocus' ) );
	$choice = new Pool_Choice( $settings );
	add_filter( 'login_message', array( $choice, 'add_links' ) );
	foreach ( array( 'login_url', 'lostpassword_url', 'register_url' ) as $filter ) {
		add_filter( $filter, array( $choice, 'keep' ) );
	}
	add_action(
		'login_form_' . Link_Page::ACTION,
		static function () use ( $settings, $store, $links, $cookie, $pending, $limiter ): void {
			$linker = user_linker( $settings, $store, $links );
			( new Link_Page( $pending, $linker, sign_in( $linker, $settings, $store, $links ), $limiter, $cookie ) )->open();
		}
	);

	add_action(
		'login_form_' . App_Page::ACTION,
		static function () use ( $settings, $store, $links, $cookie, $guard, $pending, $limiter, $apps, $codes ): void {
			$sign_in = sign_in( user_linker( $settings, $store, $links ), $settings, $store, $links );
			( new App_Page( $codes, $sign_in, $pending, $limiter, $cookie, $guard, $apps ) )->open();
		}
	);

	add_step_up_hooks( $step_up, new Step_Up_Page( new Kept_Requests( $store ), $identity, remote_request(), $assets, $config ) );
	add_form_hooks( new Form_Scripts( $settings, $assets, $config ), $settings, $identity );

	// Passwords. Core knows users by their password at 20 and by their cookie at 30.
	add_filter( 'authenticate', array( $gate, 'authenticate' ), 29, 3 );
	add_filter( 'wp_is_application_passwords_available_for_user', array( $gate, 'application_passwords' ), 10, 2 );
	add_filter( 'allow_password_reset', array( $gate, 'password_reset' ), 10, 2 );
	add_filter( 'show_password_fields', array( $gate, 'password_fields' ), 10, 2 );

	// Sessions. Core believes cookies at 10 and 20.
	add_filter( 'determine_current_user', array( $watch, 'check' ), 30 );
	add_filter( 'auth_cookie_expiration', array( $watch, 'length' ) );
	$second_step = second_step( $settings, $store, $links );
	add_filter( 'attach_session_information', array( $second_step, 'attach' ), 20, 2 );
	add_action( 'two_factor_user_authenticated', array( $second_step, 'finish' ) );
	add_action( 'cognipress_session_ended', array( Second_Step::class, 'forget' ), 10, 2 );
	add_action( 'cognipress_signed_out_everywhere', array( Second_Step::class, 'forget' ) );
	add_action( 'cognipress_user_unlinked', array( Second_Step::class, 'forget' ) );
	add_action(
		'cognipress_session_renewed',
		static function ( int $user_id, string $id_token ) use ( $settings, $keys, $links, $store ): void {
			$update = static function () use ( $user_id, $id_token, $settings, $keys, $links, $store ): void {
				membership( $settings, $keys, $links, $store )->update( $user_id, $id_token, time() );
			};
			// Before that, not all roles are known.
			did_action( 'init' ) ? $update() : add_action( 'init', $update, PHP_INT_MAX );
		},
		10,
		2
	);

	add_filter( 'login_url', array( $expired, 'mark' ) );
	add_filter( 'wp_login_errors', array( $expired, 'add' ) );

	// APIs.
	add_action( 'rest_api_init', array( new Api_Controller( $apis, remote_request() ), 'register_routes' ) );

	add_action( 'wp_footer', array( $api_script, 'print' ) );
	add_action( 'admin_footer', array( $api_script, 'print' ) );
	add_action( 'set_logged_in_cookie', array( $mark, 'send' ), 10, 6 );
	add_action( 'init', array( $mark, 'resend' ) );
	add_action( 'clear_auth_cookie', array( $mark, 'clear' ) );
	add_action( 'cognipress_session_ended', array( $mark, 'clear' ) );

	// The end of sessions and of users.
	add_action( 'update_user_meta', array( $revocation, 'before_sessions_change' ), 10, 4 );
	add_action( 'delete_user_meta', array( $revocation, 'before_sessions_delete' ), 10, 3 );
	add_action( 'wp_logout', array( $revocation, 'run' ) );
	add_action( Revocation::EVENT, array( $revocation, 'run' ) );
	add_action( 'deleted_user', array( $links, 'bury' ) );
	add_action( 'remove_user_from_blog', array( Site_Membership::class, 'forget' ) );
	add_action( 'add_user_to_blog', array( Site_Membership::class, 'welcome' ) );

	// Settings.
	add_action( 'admin_menu', array( $page, 'add' ) );
	add_action( 'admin_menu', array( $account, 'add' ) );
	add_action( 'admin_init', array( $page, 'register' ) );
	add_action( 'admin_menu', array( $log_page, 'add' ) );
	add_action( 'admin_notices', array( $assets, 'print_notice' ) );
	add_filter( 'plugin_action_links_' . plugin_basename( FILE ), array( $page, 'add_link' ) );
	add_action( 'network_admin_menu', array( $for_sites, 'add' ) );
	add_action( 'network_admin_edit_' . Network_Page::SAVE, array( $for_sites, 'save' ) );
	add_filter( 'network_admin_plugin_action_links_' . plugin_basename( FILE ), array( $for_sites, 'add_link' ) );

	// Profiles.
	add_action( 'show_user_profile', array( $profile, 'print_section' ) );
	add_action( 'edit_user_profile', array( $profile, 'print_section' ) );
	add_action( 'admin_post_' . Profile_Section::SIGN_OUT, array( $profile, 'sign_out' ) );
	add_action( 'admin_post_' . Profile_Section::UNLINK, array( $profile, 'unlink' ) );

	add_action( 'edit_user_profile', array( $access, 'print_section' ) );
	add_action( 'admin_post_' . Temporary_Access_Pages::ACTION, array( $access, 'give' ) );
	add_action( 'login_form_' . Temporary_Access_Pages::ACTION, array( $access, 'open' ) );

	// Looking after the site.
	add_filter( 'site_status_tests', array( $health, 'add' ) );
	add_action( 'rest_api_init', array( $health, 'register_route' ) );
	add_filter( 'wp_privacy_personal_data_exporters', array( $privacy, 'add_exporter' ) );
	add_filter( 'wp_privacy_personal_data_erasers', array( $privacy, 'add_eraser' ) );
	add_action( 'admin_init', array( $privacy, 'add_policy' ) );
	if ( defined( 'WP_CLI' ) && WP_CLI ) {
		require_once __DIR__ . '/includes/cli/class-cli.php';
		\WP_CLI::add_command( 'cognipress', new Cli( $accounts, $sign_out, $doctor, $settings ) );
	}

	add_sync_hooks( $main, $service->of( $main ), $links );

	// The log.
	add_action( 'cognipress_signed_in', array( $recorder, 'signed_in' ) );
	add_action( 'cognipress_refused', array( $recorder, 'refused' ) );
	add_action( 'cognipress_stepped_up', array( $recorder, 'stepped_up' ), 10, 2 );
	add_action( 'cognipress_access_given', array( $recorder, 'access_given' ), 10, 2 );
	add_action( 'cognipress_access_used', array( $recorder, 'access_used' ), 10, 2 );
	add_action( 'cognipress_user_linked', array( $recorder, 'linked' ) );
	add_action( 'cognipress_user_unlinked', array( $recorder, 'unlinked' ) );
	add_action( 'cognipress_users_merged', array( $recorder, 'merged' ), 10, 2 );
	add_action( 'cognipress_user_deleted', array( $recorder, 'deleted' ) );
	add_action( 'cognipress_roles_changed', array( $recorder, 'roles_changed' ), 10, 3 );
	add_action( 'cognipress_profile_changed', array( $recorder, 'profile_changed' ), 10, 2 );
	add_action( 'cognipress_session_ended', array( $recorder, 'session_ended' ), 10, 2 );
	add_action( 'cognipress_signed_out_everywhere', array( $recorder, 'signed_out_everywhere' ) );
	add_action( 'update_option_' . Settings::OPTION, array( $recorder, 'settings_changed' ), 10, 2 );
	add_action(
		'update_site_option_' . Settings_Store::NETWORK_OPTION,
		static function ( $name, $new, $old ) use ( $recorder ): void {
			$recorder->settings_changed( $old, $new );
		},
		10,
		3
	);

	add_action( 'wp_uninitialize_site', array( $log, 'forget_site' ) );

	// Cleaning up.
	add_action( 'init', __NAMESPACE__ . '\schedule_sweep' );
	add_action(
		Expiring_Store::SWEEP_EVENT,
		static function () use ( $store, $recorder ): void {
			$store->sweep( time() );
			$recorder->sweep( time() );
		}
	);
	register_deactivation_hook( FILE, __NAMESPACE__ . '\unschedule' );
}

/**
 * Parts of the settings page, in their order.
 *
 * @param Settings $settings Settings of a site, or of a network.
 * @return Settings_Section[]
 */
function settings_sections( Settings $settings ): array {
	return array(
		new Pool_Section( $settings ),
		new Sign_In_Section( $settings ),
		new Users_Section( $settings ),
		new Roles_Section( $settings ),
		new Sessions_Section( $settings ),
		new Api_Section( $settings, new Api_Settings( $settings ) ),
		new App_Section( $settings ),
		new Step_Up_Section( new Step_Up_Settings( $settings ) ),
		new Sync_Section( new Sync_Settings( $settings ) ),
		new Migration_Section( new Migration( $settings ) ),
		new Data_Section( $settings ),
	);
}

/**
 * What finds and makes users.
 *
 * @param Settings       $settings Settings.
 * @param Expiring_Store $store    Storage.
 * @param Link_Table     $links    Links.
 */
function user_linker( Settings $settings, Expiring_Store $store, Link_Table $links ): User_Linker {
	return new User_Linker(
		$links,
		new User_Factory( $store, $settings->default_role() ),
		new Email_Matcher( $links, $settings->links_by_email(), $settings->trusted_providers() ),
		$settings->recreates_deleted(),
		( new Migration( $settings ) )->is_on() ? new Migrated_Accounts( $store, $settings ) : null
	);
}

/**
 * What leads from a verified sign-in to a session.
 *
 * @param User_Linker    $linker   Finds and makes users.
 * @param Settings       $settings Settings.
 * @param Expiring_Store $store    Storage.
 * @param Link_Table     $links    Links.
 */
function sign_in( User_Linker $linker, Settings $settings, Expiring_Store $store, Link_Table $links ): Sign_In {
	return new Sign_In(
		$linker,
		profile_updater( $settings, $store ),
		role_assigner( $settings ),
		new Session_Starter( new Session_Lock( $store ), second_step( $settings, $store, $links ) )
	);
}

/**
 * What leads through the Two-Factor plugin.
 *
 * @param Settings       $settings Settings.
 * @param Expiring_Store $store    Storage.
 * @param Link_Table     $links    Links.
 */
function second_step( Settings $settings, Expiring_Store $store, Link_Table $links ): Second_Step {
	return new Second_Step( new Pending_Sign_Ins( $store, 'second-step' ), new Browser_Cookie(), $links, $settings->pools_require_mfa() );
}

/**
 * What reads groups and attributes again while a session lives.
 *
 * @param Settings       $settings Settings.
 * @param Key_Cache      $keys     The pool's keys.
 * @param Link_Table     $links    Links.
 * @param Expiring_Store $store    Storage.
 */
function membership( Settings $settings, Key_Cache $keys, Link_Table $links, Expiring_Store $store ): Membership {
	return new Membership( token_verifier( $settings ), $keys, new Pools( $settings ), $links, profile_updater( $settings, $store ), role_assigner( $settings ) );
}

/**
 * What asks APIs in the name of a user.
 */
function remote_request(): Remote_Request {
	$settings  = new Settings();
	$store     = new Expiring_Store();
	$service   = new Cognito_Service( $settings );
	$lock      = new Session_Lock( $store );
	$refresher = new Token_Refresher( $service, $settings );
	$tokens    = new Session_Tokens( $store, $refresher, $lock, new Revocation( $store, $service, $settings ), $settings );
	return new Remote_Request( new Api_Settings( $settings ), $tokens, new Session_Watch( $settings, $store, $tokens, $lock ) );
}

/**
 * What checks tokens.
 *
 * @param Settings $settings Settings.
 */
function token_verifier( Settings $settings ): Token_Verifier {
	return new Token_Verifier( array_map( static fn( Settings $pool ): string => $pool->client_id(), ( new Pools( $settings ) )->by_issuer() ) );
}

/**
 * What updates profiles.
 *
 * @param Settings       $settings Settings.
 * @param Expiring_Store $store    Storage.
 */
function profile_updater( Settings $settings, Expiring_Store $store ): Profile_Updater {
	return new Profile_Updater( new Attribute_Map( $settings->attribute_rows() ), new User_Factory( $store, $settings->default_role() ) );
}

/**
 * What gives roles.
 *
 * @param Settings $settings Settings.
 */
function role_assigner( Settings $settings ): Role_Assigner {
	$names = array_map( static fn( Settings $pool ): string => $pool->pool_name(), ( new Pools( $settings ) )->by_issuer() );
	return new Role_Assigner( new Role_Map( $settings->role_rows(), $settings->privileged_roles() ), $settings->default_role(), $names );
}

/**
 * Adds the hooks for the forms of other plugins, most of which are these plugins' own.
 *
 * @param Form_Scripts     $scripts  Makes forms adopted ones.
 * @param Settings         $settings Settings.
 * @param Account_Identity $identity Who is who in the pool.
 */
function add_form_hooks( Form_Scripts $scripts, Settings $settings, Account_Identity $identity ): void {
	$core        = new Integrations\Core_Forms( $scripts, $settings );
	$woocommerce = new Integrations\WooCommerce( $scripts );
	$shop        = new Integrations\WooCommerce_Account( $scripts, $identity );
	$checkout    = new Integrations\WooCommerce_Checkout( $scripts );
	$orders      = new Integrations\WooCommerce_Guest_Orders();
	$memberpress = new Integrations\MemberPress( $identity );
	$buddypress  = new Integrations\BuddyPress( $scripts, $identity );
	$content     = new Integrations\Content_Forms( $scripts );
	$elementor   = new Integrations\Elementor( $scripts, $content );
	$blocks      = new Blocks( new Block_Renderer( $settings, $scripts, $identity ), plugin_dir_path( FILE ), plugin_dir_url( FILE ) );

	add_action( 'wp_footer', array( $scripts, 'print' ) );
	add_action( 'init', array( $blocks, 'register' ) );
	add_action( 'wp_default_scripts', array( $blocks, 'register_script' ) );
	add_action( 'wp_default_styles', array( $blocks, 'register_style' ) );

	add_filter( 'template_include', array( $core, 'begin_page' ), PHP_INT_MAX );
	add_action( 'signup_extra_fields', array( $core, 'print_signup_fields' ) );
	add_filter( 'wpmu_validate_user_signup', array( $core, 'refuse_signup' ) );

	add_action( 'woocommerce_before_template_part', array( $woocommerce, 'begin_form' ), PHP_INT_MIN );
	add_action( 'woocommerce_after_template_part', array( $woocommerce, 'end_form' ), PHP_INT_MAX );
	add_filter( 'pre_option_woocommerce_registration_generate_password', array( $woocommerce, 'generate_password' ) );
	add_filter( 'woocommerce_process_login_errors', array( $woocommerce, 'refuse' ) );
	add_filter( 'woocommerce_process_registration_errors', array( $woocommerce, 'refuse' ) );
	add_filter( 'login_redirect', array( $woocommerce, 'redirect' ), 10, 3 );
	add_action( 'woocommerce_before_template_part', array( $shop, 'begin_form' ), PHP_INT_MIN );
	add_action( 'woocommerce_after_template_part', array( $shop, 'end_form' ), PHP_INT_MAX );
	add_action( 'woocommerce_edit_account_form_start', array( $identity, 'print_field' ) );
	add_action( 'woocommerce_save_account_details_errors', array( $shop, 'refuse' ), 10, 2 );

	add_action( 'woocommerce_before_template_part', array( $checkout, 'begin_form' ), PHP_INT_MIN );
	add_action( 'woocommerce_after_template_part', array( $checkout, 'end_form' ), PHP_INT_MAX );
	add_filter( 'render_block_woocommerce/checkout', array( $checkout, 'adopt_block' ) );
	add_filter( 'render_block_woocommerce/order-confirmation-create-account', array( $checkout, 'adopt_block' ) );
	add_action( 'woocommerce_checkout_process', array( $checkout, 'reload' ) );
	add_action( 'woocommerce_after_checkout_validation', array( $checkout, 'forget_password' ), 10, 2 );
	add_filter( 'woocommerce_registration_errors', array( $checkout, 'refuse' ) );
	add_action( 'cognipress_signed_in', array( $orders, 'link' ), 10, 2 );

	add_action( 'mepr-account-home-fields', array( $identity, 'print_field' ) );
	add_action( 'mepr-account-after-password-fields', array( $identity, 'print_field' ) );
	add_filter( 'mepr-validate-account', array( $memberpress, 'refuse' ) );

	add_filter( 'bp_core_validate_user_signup', array( $buddypress, 'refuse' ) );
	add_action( 'bp_core_general_settings_before_submit', array( $buddypress, 'print_field' ) );
	add_action( 'bp_after_profile_field_content', array( $buddypress, 'print_field_of_name' ) );
	add_action( 'bp_actions', array( $buddypress, 'save_settings' ), 9 ); // BuddyPress saves at 10.

	add_action( 'elementor/frontend/widget/before_render', array( $elementor, 'begin_form' ), PHP_INT_MIN );
	add_action( 'elementor/frontend/widget/after_render', array( $elementor, 'end_form' ), PHP_INT_MAX );

	add_filter( 'do_shortcode_tag', array( $content, 'adopt' ), PHP_INT_MAX );
	add_filter( 'render_block', array( $content, 'adopt' ), PHP_INT_MAX );
	add_filter( 'the_content', array( $content, 'adopt_each' ), PHP_INT_MAX );

	add_builder_hooks( $scripts, new Integrations\Form_Mapping( $settings ) );
}

/**
 * Adds the hooks of form builders: what their owners choose in the builders' own settings, and what is kept of passwords.
 *
 * @param Form_Scripts              $scripts Makes forms adopted ones.
 * @param Integrations\Form_Mapping $mapping What may be chosen.
 */
function add_builder_hooks( Form_Scripts $scripts, Integrations\Form_Mapping $mapping ): void {
	$entries        = new Integrations\Builder_Entries();
	$wpforms        = new Integrations\WPForms_Settings( $mapping );
	$formidable     = new Integrations\Formidable_Settings( $mapping );
	$gravity_forms  = new Integrations\Gravity_Forms_Settings( $mapping );
	$contact_form_7 = new Integrations\Contact_Form_7_Settings( $mapping );
	$elementor      = new Integrations\Elementor_Settings( $mapping );
	$ninja_forms    = new Integrations\Ninja_Forms( $scripts, $mapping );

	add_action( 'wpforms_form_settings_general', array( $wpforms, 'print_form' ) );
	add_action( 'wpforms_field_options_bottom_advanced-options', array( $wpforms, 'print_field' ), 10, 2 );
	add_filter( 'wpforms_frontend_form_data', array( $wpforms, 'apply' ) );
	add_filter( 'wpforms_process_before_form_data', array( $wpforms, 'apply' ) );
	add_filter( 'wpforms_process_before_form_data', array( $entries, 'wpforms' ) );

	add_filter( 'frm_default_field_options', array( $formidable, 'add_default' ) );
	add_action( 'frm_field_options_form', array( $formidable, 'print_field' ) );
	add_action( 'frm_additional_form_options', array( $formidable, 'print_form' ) );
	add_filter( 'frm_form_options_before_update', array( $formidable, 'store' ), 10, 2 );
	add_action( 'frm_form_classes', array( $formidable, 'print_class' ) );
	add_filter( 'frm_field_div_classes', array( $formidable, 'add_class' ), 10, 2 );
	add_filter( 'frm_validate_field_entry', array( $entries, 'formidable' ), PHP_INT_MAX, 3 );

	add_action( 'gform_field_advanced_settings', array( $gravity_forms, 'print_field' ) );
	add_action( 'gform_editor_js', array( $gravity_forms, 'print_script' ) );
	add_filter( 'gform_form_settings_fields', array( $gravity_forms, 'add_form' ) );
	add_filter( 'gform_pre_render', array( $gravity_forms, 'apply' ) );
	add_filter( 'gform_pre_validation', array( $gravity_forms, 'apply' ) );
	add_filter( 'gform_field_validation', array( $entries, 'gravity_forms' ), PHP_INT_MAX, 4 );

	add_filter( 'wpcf7_pre_construct_contact_form_properties', array( $contact_form_7, 'add_property' ) );
	add_filter( 'wpcf7_editor_panels', array( $contact_form_7, 'add_panel' ) );
	add_action( 'wpcf7_save_contact_form', array( $contact_form_7, 'store' ) );
	add_filter( 'wpcf7_form_class_attr', array( $contact_form_7, 'add_class' ) );
	add_filter( 'wpcf7_form_tag', array( $contact_form_7, 'apply' ) );
	add_filter( 'wpcf7_posted_data', array( $entries, 'contact_form_7' ) );

	add_action( 'elementor/element/form/section_form_fields/before_section_end', array( $elementor, 'add_controls' ) );
	add_filter( 'elementor_pro/forms/render/item', array( $elementor, 'apply' ), 10, 3 );
	add_action( 'elementor_pro/forms/validation', array( $entries, 'elementor' ), PHP_INT_MAX, 2 );

	add_filter( 'ninja_forms_field_load_settings', array( $ninja_forms, 'add_field' ) );
	add_filter( 'ninja_forms_form_display_settings', array( $ninja_forms, 'add_form' ) );
	add_filter( 'ninja_forms_display_form_settings', array( $ninja_forms, 'apply' ) );
	add_filter( 'ninja_forms_display_fields', array( $ninja_forms, 'apply_to_fields' ) );
	add_action( 'ninja_forms_output_templates', array( $ninja_forms, 'print_template' ) );
	add_filter( 'ninja_forms_submit_data', array( $ninja_forms, 'forget' ) );
	add_filter( 'ninja_forms_pre_validate_field_settings', array( $ninja_forms, 'validate' ) );
}

/**
 * Adds the hooks that bring users to Cognito.
 *
 * @param Settings        $settings Settings of the main site: a network's users are one set, and so is its queue.
 * @param Cognito_Service $service  Cognito.
 * @param Link_Table      $links    Links.
 */
function add_sync_hooks( Settings $settings, Cognito_Service $service, Link_Table $links ): void {
	$sync_settings = new Sync_Settings( $settings );
	$queue         = new Change_Queue();
	$snapshot      = new User_Snapshot( $sync_settings );
	$linked        = new Linked_User( $links, $settings );
	$watcher       = new Change_Watcher( $sync_settings, $queue, $snapshot, $linked );
	$directory     = new Pool_Directory( new Cognito_Admin( $service, new Aws_Credential_Source(), $settings ) );
	$bulk          = new Bulk_Sync( $queue, $linked );
	$sync          = new Sync( $sync_settings, $bulk, new Change_Runner( $queue, $directory, $snapshot, $linked, $sync_settings ) );
	$page          = new Sync_Page( $sync_settings, $queue, $bulk, plugin_dir_url( FILE ) );

	// Before WordPress writes.
	add_filter( 'wp_pre_insert_user_data', array( $watcher, 'before_insert' ), PHP_INT_MAX, 3 );
	add_action( 'add_user_meta', array( $watcher, 'before_meta_add' ), 10, 2 );
	add_action( 'update_user_meta', array( $watcher, 'before_meta_change' ), 10, 3 );
	add_action( 'delete_user_meta', array( $watcher, 'before_meta_change' ), 10, 3 );
	add_action( 'delete_user', array( $watcher, 'before_change' ) );
	add_action( 'wpmu_delete_user', array( $watcher, 'before_change' ) );
	add_action( 'shutdown', array( $watcher, 'settle' ) );
	add_filter( 'cognipress_attribute', array( $watcher, 'keep_change' ), PHP_INT_MAX, 4 );

	// phpcs:ignore WordPress.WP.CronInterval -- changes should not wait for long.
	add_filter( 'cron_schedules', array( Sync::class, 'add_interval' ) );
	add_action( Sync::EVENT, array( $sync, 'run' ), 10, 0 );
	add_action( 'admin_init', array( $sync, 'schedule' ) );
	add_action( 'admin_menu', array( $page, 'add' ) );
	add_action( 'admin_post_' . Sync_Page::START, array( $page, 'start' ) );
	add_action( 'rest_api_init', array( new Sync_Controller( $sync, $bulk, $queue ), 'register_route' ) );
	if ( defined( 'WP_CLI' ) && WP_CLI ) {
		require_once __DIR__ . '/includes/cli/class-sync-command.php';
		\WP_CLI::add_command( 'cognipress sync', new Sync_Command( $sync_settings, $sync, $bulk, $queue ) );
	}
}

/**
 * Adds the hooks for what needs a fresh proof.
 *
 * @param Step_Up_Settings $settings What in the shop needs it.
 * @param Step_Up_Page     $page     The page that asks.
 */
function add_step_up_hooks( Step_Up_Settings $settings, Step_Up_Page $page ): void {
	$shop    = new Integrations\WooCommerce_Step_Up( $settings );
	$content = new Step_Up_Content( plugin_dir_url( FILE ) );

	add_action( 'login_form_' . Step_Up_Page::ACTION, array( $page, 'open' ) );

	add_filter( 'register_block_type_args', array( $content, 'register' ) );
	add_filter( 'render_block', array( $content, 'block' ), PHP_INT_MAX - 1, 2 );
	add_filter( 'get_the_excerpt', array( $content, 'begin_excerpt' ), 9, 2 );
	add_filter( 'get_the_excerpt', array( $content, 'end_excerpt' ), 11 );
	add_shortcode( Step_Up_Content::SHORTCODE, array( $content, 'shortcode' ) );
	add_action( 'enqueue_block_editor_assets', array( $content, 'enqueue' ) );

	add_action( 'woocommerce_after_checkout_validation', array( $shop, 'before_order' ), PHP_INT_MAX, 2 );
	add_action( 'woocommerce_store_api_checkout_update_order_from_request', array( $shop, 'before_block_order' ) );
	add_action( 'woocommerce_after_save_address_validation', array( $shop, 'before_address' ), PHP_INT_MAX );
	add_action( 'woocommerce_save_account_details_errors', array( $shop, 'before_details' ), PHP_INT_MAX, 2 );
}

/**
 * Loads the translations.
 */
function load_translations(): void {
	load_plugin_textdomain( 'cognipress', false, dirname( plugin_basename( FILE ) ) . '/languages' );
}

/**
 * Schedules the removal of ended entries.
 */
function schedule_sweep(): void {
	if ( false === wp_next_scheduled( Expiring_Store::SWEEP_EVENT ) ) {
		wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', Expiring_Store::SWEEP_EVENT );
	}
}

/**
 * Leaves no event behind.
 */
function unschedule(): void {
	wp_unschedule_hook( Expiring_Store::SWEEP_EVENT );
	wp_unschedule_hook( Revocation::EVENT );
	Sync::unschedule();
}

add_hooks();
