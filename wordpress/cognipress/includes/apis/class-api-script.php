<?php
/**
 * The script of pages that ask APIs.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Gives scripts of the site's pages the tokens of who is logged in, where the site owner wants that.
 */
final class Api_Script {
	/**
	 * What the site owner wants.
	 *
	 * @var Api_Settings
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
	 * @param Api_Settings $settings What the site owner wants.
	 * @param Assets       $assets   Built files.
	 */
	public function __construct( Api_Settings $settings, Assets $assets ) {
		$this->settings = $settings;
		$this->assets   = $assets;
	}

	/**
	 * Prints the script (actions wp_footer and admin_footer).
	 */
	public function print(): void {
		if ( ! $this->settings->gives_tokens() || ! is_user_logged_in() ) {
			return;
		}
		$config = array(
			'tokenUrl' => rest_url( Rest_Routes::NAMESPACE . '/token' ),
			'nonce'    => wp_create_nonce( 'wp_rest' ),
			'nonceUrl' => admin_url( 'admin-ajax.php?action=rest-nonce' ),
			'cookie'   => Session_Mark::name(),
			'origins'  => $this->settings->origins(),
			'loginUrl' => Expired_Notice::login_url( '' ),
		);
		// phpcs:ignore WordPress.Security.EscapeOutput -- encoded there.
		echo Page_Config::tag( $config, 'cognipress-session' );
		wp_print_script_tag(
			array(
				'type' => 'module',
				'src'  => $this->assets->script_url( 'api.js' ),
			)
		);
	}
}
