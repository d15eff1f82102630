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
	private const NOSCRIPT = '<noscript class="cognipress-noscript">';

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
	 * Whether the page has the script.
	 *
	 * @var bool
	 */
	private $is_printed = false;

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
	 * Makes forms ones that are adopted: without names on their password fields, with a note for who has no JavaScript,
	 * and with the script at the end of the page.
	 *
	 * @param string $html Forms.
	 */
	public function adopt( string $html ): string {
		if ( ! $this->is_active() || false === stripos( $html, '<form' ) ) {
			return $html;
		}
		// Better no form than one that posts passwords.
		$html = Password_Fields::without_names( $html ) ?? '';
		return preg_replace( '/<form\b[^>]*>(?!' . preg_quote( self::NOSCRIPT, '/' ) . ')/i', '$0' . $this->begin(), $html ) ?? '';
	}

	/**
	 * What an adopted form begins with. Where there is no JavaScript, it says that it is needed, and nothing is sent,
	 * by Enter neither.
	 */
	public function begin(): string {
		$this->want();
		return self::NOSCRIPT . sprintf(
			'<p role="alert" style="border-inline-start: 4px solid #d63638; padding: .5em 1em">%s</p><button disabled hidden></button>'
			. '<style>form:has(.cognipress-noscript) :is(button, [type=submit]) { display: none !important }</style></noscript>',
			esc_html__( 'This form needs JavaScript: without it, your password would have to be sent to this site. Please switch JavaScript on and reload the page.', 'cognipress' )
		);
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
		echo $this->take(); // phpcs:ignore WordPress.Security.EscapeOutput -- encoded there.
	}

	/**
	 * The script, once, if the page has a form.
	 */
	public function take(): string {
		if ( ! $this->is_wanted || $this->is_printed ) {
			return '';
		}
		$this->is_printed = true;
		return Page_Config::tag( $this->config->with_account() ) . wp_get_script_tag(
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
