<?php
/**
 * The log as a table.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_List_Table;

defined( 'ABSPATH' ) || exit;

/**
 * Shows the log as wp-admin shows lists. Loaded only with the screen: WP_List_Table is not there before.
 */
final class Event_Log_Table extends WP_List_Table {
	private const PER_PAGE = 20;

	/**
	 * The log.
	 *
	 * @var Event_Log
	 */
	private $log;

	/**
	 * Translated names of events.
	 *
	 * @var array<string, string>
	 */
	private $names;

	/**
	 * Takes its part.
	 *
	 * @param Event_Log $log The log.
	 */
	public function __construct( Event_Log $log ) {
		parent::__construct(
			array(
				'singular' => 'event',
				'plural'   => 'events',
				'ajax'     => false,
			)
		);
		$this->log   = $log;
		$this->names = Event_Names::all();
	}

	/**
	 * Reads the rows of the page.
	 */
	public function prepare_items(): void {
		$this->_column_headers = array( $this->get_columns(), array(), array(), 'event' );

		$event       = $this->event();
		$this->items = $this->log->list( $event, 0, self::PER_PAGE, self::PER_PAGE * ( $this->get_pagenum() - 1 ) );
		$this->set_pagination_args(
			array(
				'total_items' => $this->log->count( $event, 0 ),
				'per_page'    => self::PER_PAGE,
			)
		);
	}

	/**
	 * The columns.
	 *
	 * @return array<string, string>
	 */
	public function get_columns() {
		return array(
			'event'  => __( 'Event', 'cognipress' ),
			'user'   => __( 'User', 'cognipress' ),
			'actor'  => __( 'By', 'cognipress' ),
			'detail' => __( 'Details', 'cognipress' ),
		);
	}

	/**
	 * What an empty log says.
	 */
	public function no_items() {
		echo esc_html__( 'Nothing has happened yet.', 'cognipress' );
	}

	/**
	 * The choice of an event.
	 *
	 * @param string $which Top or bottom.
	 */
	protected function extra_tablenav( $which ) {
		if ( 'top' !== $which ) {
			return;
		}
		printf( '<div class="alignleft actions"><label for="cognipress-event" class="screen-reader-text">%s</label><select id="cognipress-event" name="event">', esc_html__( 'Filter by event', 'cognipress' ) );
		foreach ( array( '' => __( 'All events', 'cognipress' ) ) + $this->names as $event => $name ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $event ), selected( $event, $this->event(), false ), esc_html( $name ) );
		}
		echo '</select>';
		submit_button( __( 'Filter', 'cognipress' ), '', 'filter_action', false );
		echo '</div>';
	}

	/**
	 * What happened, and when: all that a phone shows at first.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_event( $row ): string {
		$at   = (int) $row['at'];
		$time = (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $at );
		return sprintf( '<strong>%s</strong><br /><time datetime="%s">%s</time>', esc_html( $this->names[ $row['event'] ] ?? $row['event'] ), esc_attr( gmdate( 'c', $at ) ), esc_html( $time ) );
	}

	/**
	 * Whom it is about.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_user( $row ): string {
		return self::name( (int) $row['user_id'] );
	}

	/**
	 * Who did it.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_actor( $row ): string {
		return self::name( (int) $row['actor_id'] );
	}

	/**
	 * More about it.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_detail( $row ): string {
		return esc_html( $row['detail'] );
	}

	/**
	 * A user's name, with a link to the profile.
	 *
	 * @param int $id User.
	 */
	private static function name( int $id ): string {
		if ( 0 === $id ) {
			return '—';
		}
		$user = get_userdata( $id );
		if ( false === $user ) {
			return '#' . $id;
		}
		$url = get_edit_user_link( $id );
		return '' === $url ? esc_html( $user->user_login ) : sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html( $user->user_login ) );
	}

	/**
	 * The event that was chosen.
	 */
	private function event(): string {
		// phpcs:ignore WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput -- a choice of what to see, compared with names that are known.
		$event = $_GET['event'] ?? '';
		return is_string( $event ) && isset( $this->names[ $event ] ) ? $event : '';
	}
}
