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
	$login      = new Login_Page( $settings, $assets );
	$pending    = new Pending_Links( $store );
	$limiter    = new Rate_Limiter( $store );
	$roles      = new Roles_Section( $settings );
	$sections   = array( new Pool_Section( $settings ), new Sign_In_Section( $settings ), new Users_Section( $settings ), $roles );
	$page       = new Settings_Page( new Settings_Fields( $settings ), $sections, plugin_dir_url( FILE ) );
	$routes     = new Rest_Routes( $guard );

	register_activation_hook( FILE, array( Database::class, 'install' ) );
	add_action( 'plugins_loaded', array( Database::class, 'install' ) );
	add_action( 'init', __NAMESPACE__ . '\load_translations' );

	// Routes.
	add_action( 'rest_api_init', array( new Challenge_Controller( $challenges, $cookie, $guard ), 'register_route' ) );
	add_action( 'rest_api_init', array( new Connection_Test( $settings, $keys, $service ), 'register_route' ) );
	add_action( 'rest_api_init', array( new Role_Preview( $roles ), 'register_route' ) );
	// What depends on roles is made when other plugins have added theirs.
	add_action(
		'rest_api_init',
		static function () use ( $settings, $store, $links, $cookie, $guard, $keys, $revocation, $challenges, $pending, $limiter ): void {
			$pool       = $settings->user_pool();
			$controller = new Session_Controller(
				new Token_Verifier( null === $pool ? array() : $pool->issuers(), $settings->client_id() ),
				$keys,
				$challenges,
				new Replay_Store( $store ),
				$limiter,
				sign_in( user_linker( $settings, $store, $links ), $settings, $store, $revocation ),
				$pending,
				$cookie,
				$guard
			);
			$controller->register_route();
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
	add_action( 'login_form', array( $login, 'print_field' ) );
	add_filter( 'login_message', array( $login, 'add_noscript' ) );
	add_action(
		'login_form_' . Link_Page::ACTION,
		static function () use ( $settings, $store, $links, $cookie, $revocation, $pending, $limiter ): void {
			$linker = user_linker( $settings, $store, $links );
			( new Link_Page( $pending, $linker, sign_in( $linker, $settings, $store, $revocation ), $limiter, $cookie ) )->open();
		}
	);

	// Passwords. Core knows users by their password at 20 and by their cookie at 30.
	add_filter( 'authenticate', array( $gate, 'authenticate' ), 29, 3 );
	add_filter( 'wp_is_application_passwords_available_for_user', array( $gate, 'application_passwords' ), 10, 2 );
	add_filter( 'allow_password_reset', array( $gate, 'password_reset' ), 10, 2 );
	add_filter( 'show_password_fields', array( $gate, 'password_fields' ), 10, 2 );

	// The end of sessions and of users.
	add_action( 'update_user_meta', array( $revocation, 'before_sessions_change' ), 10, 4 );
	add_action( 'delete_user_meta', array( $revocation, 'before_sessions_delete' ), 10, 3 );
	add_action( 'wp_logout', array( $revocation, 'run' ) );
	add_action( Revocation::EVENT, array( $revocation, 'run' ) );
	add_action( 'deleted_user', array( $links, 'bury' ) );

	// Settings.
	add_action( 'admin_menu', array( $page, 'add' ) );
	add_action( 'admin_init', array( $page, 'register' ) );
	add_action( 'admin_notices', array( $assets, 'print_notice' ) );
	add_filter( 'plugin_action_links_' . plugin_basename( FILE ), array( $page, 'add_link' ) );

	// Cleaning up.
	add_action( 'init', __NAMESPACE__ . '\schedule_sweep' );
	add_action( Expiring_Store::SWEEP_EVENT, __NAMESPACE__ . '\sweep' );
	register_deactivation_hook( FILE, __NAMESPACE__ . '\unschedule' );
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
		$settings->recreates_deleted()
	);
}

/**
 * What leads from a verified sign-in to a session.
 *
 * @param User_Linker    $linker     Finds and makes users.
 * @param Settings       $settings   Settings.
 * @param Expiring_Store $store      Storage.
 * @param Revocation     $revocation Revokes refresh tokens.
 */
function sign_in( User_Linker $linker, Settings $settings, Expiring_Store $store, Revocation $revocation ): Sign_In {
	$role = $settings->default_role();
	return new Sign_In(
		$linker,
		new Profile_Updater( new Attribute_Map( $settings->attribute_rows() ), new User_Factory( $store, $role ) ),
		new Role_Assigner( new Role_Map( $settings->role_rows(), $settings->privileged_roles() ), $role ),
		new Session_Starter( $revocation, new Session_Lock( $store ) )
	);
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
 * Removes ended entries.
 */
function sweep(): void {
	( new Expiring_Store() )->sweep( time() );
}

/**
 * Leaves no event behind.
 */
function unschedule(): void {
	wp_unschedule_hook( Expiring_Store::SWEEP_EVENT );
	wp_unschedule_hook( Revocation::EVENT );
}

add_hooks();
