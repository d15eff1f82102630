<?php
/**
 * Settings > Cognipress.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * The settings page, by the Settings API.
 */
final class Settings_Page {
	/**
	 * Where the site's settings are.
	 *
	 * @var Settings_Store
	 */
	private $store;

	/**
	 * Controls.
	 *
	 * @var Settings_Fields
	 */
	private $fields;

	/**
	 * Parts of the page.
	 *
	 * @var Settings_Section[]
	 */
	private $sections;

	/**
	 * URL of the plugin's folder, with a trailing slash.
	 *
	 * @var string
	 */
	private $url;

	/**
	 * Takes its parts.
	 *
	 * @param Settings_Store     $store    Where the site's settings are.
	 * @param Settings_Fields    $fields   Controls.
	 * @param Settings_Section[] $sections Parts of the page.
	 * @param string             $url      URL of the plugin's folder, with a trailing slash.
	 */
	public function __construct( Settings_Store $store, Settings_Fields $fields, array $sections, string $url ) {
		$this->store    = $store;
		$this->fields   = $fields;
		$this->sections = $sections;
		$this->url      = $url;
	}

	/**
	 * Adds the page to the menu (action admin_menu).
	 */
	public function add(): void {
		$hook = add_options_page( __( 'Cognipress', 'cognipress' ), __( 'Cognipress', 'cognipress' ), 'manage_options', Settings_Fields::PAGE, array( $this, 'print_page' ) );
		if ( is_string( $hook ) ) {
			add_action( 'admin_print_scripts-' . $hook, array( $this, 'enqueue' ) );
		}
	}

	/**
	 * Adds a link on the plugins page (filter plugin_action_links_…).
	 *
	 * @param string[] $links Links.
	 * @return string[]
	 */
	public function add_link( $links ): array {
		$url  = admin_url( 'options-general.php?page=' . Settings_Fields::PAGE );
		$link = sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html__( 'Settings', 'cognipress' ) );
		return array_merge( array( 'settings' => $link ), (array) $links );
	}

	/**
	 * Registers the option and its fields (action admin_init). A network's page has the same fields.
	 */
	public function register(): void {
		if ( is_network_admin() ) {
			return;
		}
		register_setting(
			Settings_Fields::PAGE,
			Settings::OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( $this, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
		foreach ( $this->sections as $section ) {
			$section->register( $this->fields );
		}
	}

	/**
	 * Keeps what is valid; says what is not. What cannot be changed here stays as it was.
	 *
	 * @param mixed $input Posted values.
	 * @return array<string, mixed>
	 */
	public function sanitize( $input ): array {
		$stored = $this->store->saved();
		$clean  = array();
		foreach ( $this->sections as $section ) {
			$clean += $section->sanitize( is_array( $input ) ? $input : array(), $stored );
		}
		foreach ( array_filter( array_keys( $clean ), array( $this->store, 'is_fixed' ) ) as $name ) {
			if ( array_key_exists( $name, $stored ) ) {
				$clean[ $name ] = $stored[ $name ];
			} else {
				unset( $clean[ $name ] );
			}
		}
		return $clean;
	}

	/**
	 * Loads the script of the test button and the preview.
	 */
	public function enqueue(): void {
		wp_enqueue_script( 'cognipress-settings', $this->url . 'assets/settings.js', array( 'wp-api-fetch' ), VERSION, true );
	}

	/**
	 * Prints the page.
	 */
	public function print_page(): void {
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
		settings_fields( Settings_Fields::PAGE );
		do_settings_sections( Settings_Fields::PAGE );
		submit_button();
		echo '</form><h2>' . esc_html__( 'Test', 'cognipress' ) . '</h2><p>' . esc_html__( 'Asks Cognito whether it knows the saved settings, and looks at the login page as a browser does. Nobody is signed in.', 'cognipress' ) . '</p>';
		printf(
			'<p><button type="button" class="button" id="cognipress-test" data-failure="%s">%s</button></p><div role="status"><ul id="cognipress-findings"></ul></div></div>',
			esc_attr__( 'The test could not be run.', 'cognipress' ),
			esc_html__( 'Test the connection', 'cognipress' )
		);
	}
}
