<?php
/**
 * What the page scripts have to know.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Tells the page scripts of the user pool and of this site. Nothing in it is a secret.
 */
final class Page_Config {
	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Built files.
	 *
	 * @var Assets
	 */
	private $assets;

	/**
	 * Takes its parts.
	 *
	 * @param Settings $settings Settings.
	 * @param Assets   $assets   Built files.
	 */
	public function __construct( Settings $settings, Assets $assets ) {
		$this->settings = $settings;
		$this->assets   = $assets;
	}

	/**
	 * Every member of `LoginConfig` in js/wordpress.ts.
	 *
	 * @return array<string, mixed>
	 */
	public function all(): array {
		$chosen = ( new Pools( $this->settings ) )->chosen();
		$pool   = $chosen->user_pool();
		$config = array(
			'userPoolId'   => null === $pool ? '' : $pool->id(),
			'clientId'     => $chosen->client_id(),
			'issuer'       => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			'challengeUrl' => rest_url( Rest_Routes::NAMESPACE . '/challenge' ),
			'sessionUrl'   => rest_url( Rest_Routes::NAMESPACE . '/session' ),
			'assetsUrl'    => $this->assets->url(),
			'version'      => $this->assets->version(),
			'texts'        => Texts::all(),
		) + $chosen->sign_in_options();
		if ( null !== $this->settings->endpoint_override() ) {
			$config['endpoint'] = $this->settings->endpoint_override();
		}
		if ( ! $this->settings->is_strict() ) {
			$config['localLoginUrl'] = add_query_arg( Login_Page::LOCAL_FIELD, 'local', wp_login_url() );
		}
		return $config;
	}

	/**
	 * The same for pages that a user sees besides those of wp-login.php.
	 *
	 * @return array<string, mixed>
	 */
	public function with_account(): array {
		$config           = $this->all();
		$config['texts'] += Account_Texts::all();
		return $config + array( 'signOutUrl' => rest_url( Rest_Routes::NAMESPACE . '/sign-out' ) );
	}

	/**
	 * A script element with these members, in which no text can end it.
	 *
	 * @param array<string, mixed> $config Members.
	 * @param string               $id     The element's id.
	 */
	public static function tag( array $config, string $id = 'cognipress-config' ): string {
		$json = wp_json_encode( $config, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_UNESCAPED_SLASHES );
		return wp_get_inline_script_tag(
			(string) $json,
			array(
				'type' => 'application/json',
				'id'   => $id,
			)
		);
	}

	/**
	 * Registers the route for pages that have only the script (action rest_api_init).
	 */
	public function register_route(): void {
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/config',
			array(
				'methods'             => \WP_REST_Server::READABLE,
				'permission_callback' => '__return_true',
				'callback'            => array( $this, 'with_account' ),
			)
		);
	}
}
