<?php
/**
 * Tools > Cognipress log.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * The screen of the log.
 */
final class Event_Log_Page {
	private const SLUG = 'cognipress-log';

	/**
	 * The log.
	 *
	 * @var Event_Log
	 */
	private $log;

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Event_Log $log      The log.
	 * @param Settings  $settings Settings.
	 */
	public function __construct( Event_Log $log, Settings $settings ) {
		$this->log      = $log;
		$this->settings = $settings;
	}

	/**
	 * Adds the screen to the menu (action admin_menu).
	 */
	public function add(): void {
		add_management_page( __( 'Cognipress log', 'cognipress' ), __( 'Cognipress log', 'cognipress' ), 'manage_options', self::SLUG, array( $this, 'print_page' ) );
	}

	/**
	 * Prints the screen.
	 */
	public function print_page(): void {
		require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';
		require_once __DIR__ . '/class-event-log-table.php';
		$table = new Event_Log_Table( $this->log );
		$table->prepare_items();
		$days = $this->settings->log_days();
		if ( $days > 0 ) {
			/* translators: %d: number of days. */
			$text = sprintf( __( 'Who did what, and when, for %d days. Neither addresses nor secrets are recorded.', 'cognipress' ), $days );
		} else {
			$text = __( 'The log is off. It can be switched on in the settings.', 'cognipress' );
		}
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><p>' . esc_html( $text ) . '</p><form method="get">';
		printf( '<input type="hidden" name="page" value="%s" />', esc_attr( self::SLUG ) );
		$table->display();
		echo '</form></div>';
	}
}
