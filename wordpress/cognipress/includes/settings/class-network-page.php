<?php
/**
 * Network Admin > Settings > Cognipress.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * The settings of a whole network, and which of them its sites may change.
 */
final class Network_Page {
	/**
	 * Action of edit.php, and of the nonce.
	 */
	public const SAVE = 'cognipress_network';

	private const CAPABILITY = 'manage_network_options';

	/**
	 * Where the network's settings are.
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
	 * Takes its parts.
	 *
	 * @param Settings_Store     $store    Where the network's settings are.
	 * @param Settings_Fields    $fields   Controls.
	 * @param Settings_Section[] $sections Parts of the page.
	 */
	public function __construct( Settings_Store $store, Settings_Fields $fields, array $sections ) {
		$this->store    = $store;
		$this->fields   = $fields;
		$this->sections = $sections;
	}

	/**
	 * Adds the page to the menu, where the plugin is the network's (action network_admin_menu).
	 */
	public function add(): void {
		if ( ! Settings_Store::has_network() ) {
			return;
		}
		add_submenu_page( 'settings.php', __( 'Cognipress', 'cognipress' ), __( 'Cognipress', 'cognipress' ), self::CAPABILITY, Settings_Fields::PAGE, array( $this, 'print_page' ) );
		foreach ( $this->sections as $section ) {
			$section->register( $this->fields );
		}
	}

	/**
	 * Adds a link on the plugins page (filter network_admin_plugin_action_links_…).
	 *
	 * @param string[] $links Links.
	 * @return string[]
	 */
	public function add_link( $links ): array {
		if ( ! Settings_Store::has_network() ) {
			return (array) $links;
		}
		$link = sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'cognipress' ) );
		return array_merge( array( 'settings' => $link ), (array) $links );
	}

	/**
	 * Saves the posted settings (action network_admin_edit_…).
	 */
	public function save(): void {
		check_admin_referer( self::SAVE );
		if ( ! Settings_Store::has_network() || ! current_user_can( self::CAPABILITY ) ) {
			wp_die( esc_html__( 'Sorry, you are not allowed to change the settings of this network.', 'cognipress' ), '', array( 'response' => 403 ) );
		}
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- each section sanitizes its own.
		$this->keep( wp_unslash( $_POST[ Settings::OPTION ] ?? null ), wp_unslash( $_POST[ Settings_Store::UNLOCKED_OPTION ] ?? null ) );
		add_settings_error( Settings::OPTION, 'saved', __( 'Settings saved.', 'cognipress' ), 'success' );
		// As options.php hands them on.
		set_transient( 'settings_errors', get_settings_errors(), 30 );
		wp_safe_redirect( add_query_arg( 'settings-updated', 'true', self::url() ) );
		exit;
	}

	/**
	 * Keeps what is valid.
	 *
	 * @param mixed $input    Posted values.
	 * @param mixed $unlocked Posted names of the settings that sites may change.
	 */
	public function keep( $input, $unlocked ): void {
		$clean = array();
		foreach ( $this->sections as $section ) {
			$clean += $section->sanitize( is_array( $input ) ? $input : array(), $this->store->saved() );
		}
		$names = array_values( array_intersect( array_keys( $clean ), is_array( $unlocked ) ? $unlocked : array() ) );
		update_site_option( Settings_Store::NETWORK_OPTION, $clean );
		update_site_option( Settings_Store::UNLOCKED_OPTION, $names );
	}

	/**
	 * Prints the page.
	 */
	public function print_page(): void {
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		settings_errors( Settings::OPTION );
		echo '<p>' . esc_html__( 'These settings hold for every site of the network. Where sites may change one, this value holds until a site has saved its own; the page Settings > Cognipress of each site also tests its connection.', 'cognipress' ) . '</p>';
		printf( '<form action="%s" method="post">', esc_url( network_admin_url( 'edit.php?action=' . self::SAVE ) ) );
		wp_nonce_field( self::SAVE );
		do_settings_sections( Settings_Fields::PAGE );
		submit_button();
		echo '</form></div>';
	}

	/**
	 * The page's address.
	 */
	private static function url(): string {
		return network_admin_url( 'settings.php?page=' . Settings_Fields::PAGE );
	}
}
