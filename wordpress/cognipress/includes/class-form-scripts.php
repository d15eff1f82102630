<?php
/**
 * The script of pages with forms.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Prints the script that adopts forms, into pages that have one, and keeps the passwords of these forms in the browser.
 */
final class Form_Scripts {
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
	 * What the script has to know.
	 *
	 * @var Page_Config
	 */
	private $config;

	/**
	 * Whether the page has a form.
	 *
	 * @var bool
	 */
	private $is_wanted = false;

	/**
	 * Takes its parts.
	 *
	 * @param Settings    $settings Settings.
	 * @param Assets      $assets   Built files.
	 * @param Page_Config $config   What the script has to know.
	 */
	public function __construct( Settings $settings, Assets $assets, Page_Config $config ) {
		$this->settings = $settings;
		$this->assets   = $assets;
		$this->config   = $config;
	}

	/**
	 * Whether forms are adopted at all.
	 */
	public function is_active(): bool {
		return $this->settings->is_configured();
	}

	/**
	 * Makes a form one that is adopted: without names on its password fields, and with the script at the end of the page.
	 *
	 * @param string $html Form.
	 */
	public function adopt( string $html ): string {
		if ( ! $this->is_active() || false === stripos( $html, '<form' ) ) {
			return $html;
		}
		$this->want();
		// Better no form than one that posts passwords.
		return Password_Fields::without_names( $html ) ?? '';
	}

	/**
	 * Has the page end with the script.
	 */
	public function want(): void {
		$this->is_wanted = true;
	}

	/**
	 * Prints the script (action wp_footer).
	 */
	public function print(): void {
		if ( ! $this->is_wanted ) {
			return;
		}
		// phpcs:ignore WordPress.Security.EscapeOutput -- encoded there.
		echo Page_Config::tag( $this->config->with_account() );
		wp_print_script_tag(
			array(
				'type' => 'module',
				'src'  => $this->assets->script_url( 'forms.js' ),
			)
		);
	}

	/**
	 * What a visitor is told whose browser has posted a password all the same.
	 */
	public static function refusal(): string {
		return __( 'This site signs in with JavaScript. Please switch it on, reload the page and try again.', 'cognipress' );
	}
}
