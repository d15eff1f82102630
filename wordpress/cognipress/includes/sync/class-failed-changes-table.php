<?php
/**
 * Failed changes as a table.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_List_Table;

defined( 'ABSPATH' ) || exit;

/**
 * Shows what was given up, to be retried or discarded. Loaded only with the screen: WP_List_Table is not there before.
 */
final class Failed_Changes_Table extends WP_List_Table {
	public const RETRY   = 'retry';
	public const DISCARD = 'discard';
	public const NONCE   = 'bulk-changes';

	private const PER_PAGE = 20;

	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	/**
	 * Takes its part.
	 *
	 * @param Change_Queue $queue The queue.
	 */
	public function __construct( Change_Queue $queue ) {
		parent::__construct(
			array(
				'singular' => 'change',
				'plural'   => 'changes',
				'ajax'     => false,
			)
		);
		$this->queue = $queue;
	}

	/**
	 * Reads the rows of the page.
	 */
	public function prepare_items(): void {
		$this->_column_headers = array( $this->get_columns(), array(), array(), 'user' );

		$this->items = $this->queue->dead( self::PER_PAGE, self::PER_PAGE * ( $this->get_pagenum() - 1 ) );
		$this->set_pagination_args(
			array(
				'total_items' => $this->queue->standing()['dead'],
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
			'cb'    => '<input type="checkbox" />',
			'user'  => __( 'User', 'cognipress' ),
			'error' => __( 'Reason', 'cognipress' ),
			'time'  => __( 'Time', 'cognipress' ),
		);
	}

	/**
	 * What an empty list says.
	 */
	public function no_items() {
		echo esc_html__( 'There are none.', 'cognipress' );
	}

	/**
	 * What can be done.
	 *
	 * @return array<string, string>
	 */
	protected function get_bulk_actions() {
		return array(
			self::RETRY   => __( 'Try again', 'cognipress' ),
			self::DISCARD => __( 'Discard', 'cognipress' ),
		);
	}

	/**
	 * The box of a row.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_cb( $row ): string {
		/* translators: %s: login name. */
		$label = sprintf( __( 'Select the change of %s', 'cognipress' ), $row['login'] );
		return sprintf( '<label class="screen-reader-text" for="cognipress-change-%1$d">%2$s</label><input type="checkbox" name="change[]" id="cognipress-change-%1$d" value="%1$d" />', (int) $row['id'], esc_html( $label ) );
	}

	/**
	 * Whom it is about, with a link to the profile.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_user( $row ): string {
		$user = get_user_by( 'login', $row['login'] );
		$url  = false === $user ? '' : get_edit_user_link( $user->ID );
		return '' === $url ? esc_html( $row['login'] ) : sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html( $row['login'] ) );
	}

	/**
	 * Why it failed.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_error( $row ): string {
		return esc_html( $row['error'] );
	}

	/**
	 * When the change was made.
	 *
	 * @param array<string, string> $row Row.
	 */
	protected function column_time( $row ): string {
		$at = (int) $row['noted_at'];
		return sprintf( '<time datetime="%s">%s</time>', esc_attr( gmdate( 'c', $at ) ), esc_html( (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $at ) ) );
	}
}
