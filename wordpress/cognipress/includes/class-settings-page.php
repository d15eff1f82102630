<?php
/**
 * Settings > Cognipress.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * The settings page, by the Settings API.
 */
final class Settings_Page {
	private const SLUG = 'cognipress';

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * URL of the plugin's folder, with a trailing slash.
	 *
	 * @var string
	 */
	private $url;

	/**
	 * Takes its parts.
	 *
	 * @param Settings $settings Settings.
	 * @param string   $url      URL of the plugin's folder, with a trailing slash.
	 */
	public function __construct( Settings $settings, string $url ) {
		$this->settings = $settings;
		$this->url      = $url;
	}

	/**
	 * Adds the page to the menu (action admin_menu).
	 */
	public function add(): void {
		$hook = add_options_page( __( 'Cognipress', 'cognipress' ), __( 'Cognipress', 'cognipress' ), 'manage_options', self::SLUG, array( $this, 'print_page' ) );
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
		$url  = admin_url( 'options-general.php?page=' . self::SLUG );
		$link = sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html__( 'Settings', 'cognipress' ) );
		return array_merge( array( 'settings' => $link ), (array) $links );
	}

	/**
	 * Registers the option and its fields (action admin_init).
	 */
	public function register(): void {
		register_setting(
			self::SLUG,
			Settings::OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( $this, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
		add_settings_section( 'pool', __( 'User pool', 'cognipress' ), array( $this, 'print_derived' ), self::SLUG );
		add_settings_section( 'users', __( 'Users', 'cognipress' ), '__return_null', self::SLUG );
		$this->add_field( 'user_pool_id', __( 'User pool ID', 'cognipress' ), 'pool', 'print_text' );
		$this->add_field( 'client_id', __( 'App client ID', 'cognipress' ), 'pool', 'print_text' );
		$this->add_field( 'default_role', __( 'Role of new users', 'cognipress' ), 'users', 'print_role' );
		$this->add_field( 'strict', __( 'Strict mode', 'cognipress' ), 'users', 'print_strict' );
	}

	/**
	 * Keeps what is valid; says what is not.
	 *
	 * @param mixed $input Posted values.
	 * @return array<string, mixed>
	 */
	public function sanitize( $input ): array {
		$input = is_array( $input ) ? $input : array();
		$clean = array(
			'user_pool_id' => self::posted( $input, 'user_pool_id' ),
			'client_id'    => self::posted( $input, 'client_id' ),
			'default_role' => self::posted( $input, 'default_role' ),
			'strict'       => ! empty( $input['strict'] ),
		);
		try {
			'' === $clean['user_pool_id'] || new User_Pool( $clean['user_pool_id'] );
		} catch ( InvalidArgumentException $e ) {
			$this->refuse( 'user_pool_id', __( 'A user pool ID looks like eu-west-1_AbCdEf123. The old one was kept.', 'cognipress' ), $clean );
		}
		if ( '' !== $clean['client_id'] && ! Settings::is_client_id( $clean['client_id'] ) ) {
			$this->refuse( 'client_id', __( 'An app client ID has only letters and digits. The old one was kept.', 'cognipress' ), $clean );
		}
		if ( '' !== $clean['default_role'] && ! Settings::is_assignable_role( $clean['default_role'] ) ) {
			$this->refuse( 'default_role', __( 'New users cannot be given this role. The old one was kept.', 'cognipress' ), $clean );
		}
		return $clean;
	}

	/**
	 * Loads the script of the test button.
	 */
	public function enqueue(): void {
		wp_enqueue_script( 'cognipress-settings', $this->url . 'assets/settings.js', array( 'wp-api-fetch' ), VERSION, true );
	}

	/**
	 * Prints the page.
	 */
	public function print_page(): void {
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
		settings_fields( self::SLUG );
		do_settings_sections( self::SLUG );
		submit_button();
		echo '</form><h2>' . esc_html__( 'Test', 'cognipress' ) . '</h2><p>' . esc_html__( 'Asks Cognito whether it knows the saved settings. Nobody is signed in.', 'cognipress' ) . '</p>';
		printf(
			'<p><button type="button" class="button" id="cognipress-test" data-failure="%s">%s</button></p><ul id="cognipress-findings" role="status"></ul></div>',
			esc_attr__( 'The test could not be run.', 'cognipress' ),
			esc_html__( 'Test the connection', 'cognipress' )
		);
	}

	/**
	 * Prints what follows from the user pool's id.
	 */
	public function print_derived(): void {
		echo '<p>' . esc_html__( 'Both IDs are shown in the Amazon Cognito console. The app client must be public (without a secret) and allow ALLOW_USER_SRP_AUTH.', 'cognipress' ) . '</p>';
		$pool = $this->settings->user_pool();
		if ( null === $pool ) {
			return;
		}
		$facts = array(
			__( 'Region', 'cognipress' )      => $pool->region(),
			__( 'Endpoint', 'cognipress' )    => $this->settings->endpoint(),
			__( 'Issuers', 'cognipress' )     => implode( ', ', $pool->issuers() ),
			__( 'Public keys', 'cognipress' ) => $this->settings->jwks_url(),
		);
		echo '<table class="form-table" role="presentation">';
		foreach ( $facts as $name => $value ) {
			printf( '<tr><th scope="row">%s</th><td><code>%s</code></td></tr>', esc_html( $name ), esc_html( $value ) );
		}
		echo '</table>';
	}

	/**
	 * Prints a text field.
	 *
	 * @param array{name: string} $field Field.
	 */
	public function print_text( array $field ): void {
		$help = array(
			'user_pool_id' => __( 'For example eu-west-1_AbCdEf123. Everything above is derived from it.', 'cognipress' ),
			'client_id'    => __( 'For example 1example23456789.', 'cognipress' ),
		);
		printf(
			'<input type="text" class="regular-text code" id="%1$s" name="%2$s" value="%3$s" aria-describedby="%1$s-help" autocomplete="off" spellcheck="false"%4$s />',
			esc_attr( self::id( $field['name'] ) ),
			esc_attr( self::field_name( $field['name'] ) ),
			esc_attr( $this->settings->text( $field['name'] ) ),
			$this->settings->is_constant( $field['name'] ) ? ' readonly' : ''
		);
		$this->print_help( $field['name'], $help[ $field['name'] ] );
	}

	/**
	 * Prints the choice of a role.
	 *
	 * @param array{name: string} $field Field.
	 */
	public function print_role( array $field ): void {
		printf( '<select id="%1$s" name="%2$s" aria-describedby="%1$s-help">', esc_attr( self::id( $field['name'] ) ), esc_attr( self::field_name( $field['name'] ) ) );
		foreach ( wp_roles()->get_names() as $role => $label ) {
			if ( Settings::is_assignable_role( $role ) ) {
				printf( '<option value="%s"%s>%s</option>', esc_attr( $role ), selected( $role, $this->settings->default_role(), false ), esc_html( translate_user_role( $label ) ) );
			}
		}
		echo '</select>';
		$this->print_help( $field['name'], __( 'Given to a user who signs in for the first time. Roles that manage the site are not offered.', 'cognipress' ) );
	}

	/**
	 * Prints the box for strict mode.
	 *
	 * @param array{name: string} $field Field.
	 */
	public function print_strict( array $field ): void {
		printf(
			'<label><input type="checkbox" id="%1$s" name="%2$s" value="1" aria-describedby="%1$s-help"%3$s%4$s /> %5$s</label>',
			esc_attr( self::id( $field['name'] ) ),
			esc_attr( self::field_name( $field['name'] ) ),
			checked( $this->settings->is_strict(), true, false ),
			disabled( $this->settings->is_constant( $field['name'] ), true, false ),
			esc_html__( 'Accept no WordPress passwords', 'cognipress' )
		);
		/* translators: %s: URL. */
		$help = sprintf( __( 'Only administrators can then still use theirs, at %s. Without strict mode every account that is not linked to Cognito can.', 'cognipress' ), add_query_arg( 'cognipress', 'local', wp_login_url() ) );
		$this->print_help( $field['name'], $help );
	}

	/**
	 * Adds a field.
	 *
	 * @param string $name    Setting.
	 * @param string $label   Label.
	 * @param string $section Section.
	 * @param string $method  Method that prints it.
	 */
	private function add_field( string $name, string $label, string $section, string $method ): void {
		add_settings_field(
			$name,
			$label,
			array( $this, $method ),
			self::SLUG,
			$section,
			array(
				'name'      => $name,
				'label_for' => self::id( $name ),
			)
		);
	}

	/**
	 * Prints a field's help.
	 *
	 * @param string $name Setting.
	 * @param string $text Text.
	 */
	private function print_help( string $name, string $text ): void {
		if ( $this->settings->is_constant( $name ) ) {
			/* translators: %s: name of a constant. */
			$text = sprintf( __( 'Set by %s in wp-config.php.', 'cognipress' ), Settings::CONSTANTS[ $name ] ) . ' ' . $text;
		}
		printf( '<p class="description" id="%s-help">%s</p>', esc_attr( self::id( $name ) ), esc_html( $text ) );
	}

	/**
	 * Says that a value is wrong and puts the stored one back.
	 *
	 * @param string               $name  Setting.
	 * @param string               $text  What is wrong.
	 * @param array<string, mixed> $clean Values.
	 */
	private function refuse( string $name, string $text, array &$clean ): void {
		$stored         = get_option( Settings::OPTION );
		$clean[ $name ] = is_array( $stored ) ? ( $stored[ $name ] ?? '' ) : '';
		add_settings_error( Settings::OPTION, $name, $text );
	}

	/**
	 * A posted text.
	 *
	 * @param array<string, mixed> $input Posted values.
	 * @param string               $name  Setting.
	 */
	private static function posted( array $input, string $name ): string {
		return is_string( $input[ $name ] ?? null ) ? sanitize_text_field( $input[ $name ] ) : '';
	}

	/**
	 * A field's id.
	 *
	 * @param string $name Setting.
	 */
	private static function id( string $name ): string {
		return 'cognipress-' . str_replace( '_', '-', $name );
	}

	/**
	 * A field's name.
	 *
	 * @param string $name Setting.
	 */
	private static function field_name( string $name ): string {
		return Settings::OPTION . '[' . $name . ']';
	}
}
