<?php
/**
 * Tools > Cognipress sync.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * The screen of the queue: what waits, what failed, and a button for all users.
 */
final class Sync_Page {
	public const SLUG  = 'cognipress-sync';
	public const START = 'cognipress_sync_start';

	/**
	 * Settings.
	 *
	 * @var Sync_Settings
	 */
	private $settings;

	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	/**
	 * All users at once.
	 *
	 * @var Bulk_Sync
	 */
	private $bulk;

	/**
	 * URL of the plugin's folder, with a trailing slash.
	 *
	 * @var string
	 */
	private $url;

	/**
	 * Takes its parts.
	 *
	 * @param Sync_Settings $settings Settings.
	 * @param Change_Queue  $queue    The queue.
	 * @param Bulk_Sync     $bulk     All users at once.
	 * @param string        $url      URL of the plugin's folder, with a trailing slash.
	 */
	public function __construct( Sync_Settings $settings, Change_Queue $queue, Bulk_Sync $bulk, string $url ) {
		$this->settings = $settings;
		$this->queue    = $queue;
		$this->bulk     = $bulk;
		$this->url      = $url;
	}

	/**
	 * Who may see it. A network's users are one set, so there it is the network's administrators.
	 */
	public static function capability(): string {
		return is_multisite() ? 'manage_network_users' : 'manage_options';
	}

	/**
	 * Adds the screen to the menu where the sync is on (action admin_menu).
	 */
	public function add(): void {
		if ( ! $this->settings->is_on() ) {
			return;
		}
		$hook = add_management_page( __( 'Cognipress sync', 'cognipress' ), __( 'Cognipress sync', 'cognipress' ), self::capability(), self::SLUG, array( $this, 'print_page' ) );
		if ( is_string( $hook ) ) {
			add_action( 'load-' . $hook, array( $this, 'answer' ) );
		}
	}

	/**
	 * Begins a run for all users (action admin_post_cognipress_sync_start).
	 */
	public function start(): void {
		check_admin_referer( self::START );
		if ( ! current_user_can( self::capability() ) ) {
			wp_die( -1, 403 );
		}
		$this->bulk->start();
		wp_safe_redirect( admin_url( 'tools.php?page=' . self::SLUG ) );
		exit;
	}

	/**
	 * Retries or discards the rows that were chosen, before anything is printed.
	 */
	public function answer(): void {
		$table  = $this->table();
		$action = $table->current_action();
		if ( in_array( $action, array( Failed_Changes_Table::RETRY, Failed_Changes_Table::DISCARD ), true ) ) {
			check_admin_referer( Failed_Changes_Table::NONCE );
			$ids = array_map( 'intval', (array) ( $_REQUEST['change'] ?? array() ) );
			if ( array() !== $ids ) {
				Failed_Changes_Table::RETRY === $action ? $this->queue->revive( $ids, time() ) : $this->queue->discard( $ids );
			}
			wp_safe_redirect( admin_url( 'tools.php?page=' . self::SLUG ) );
			exit;
		}
		if ( null !== $this->bulk->progress() ) {
			wp_enqueue_script( 'cognipress-sync', $this->url . 'assets/sync.js', array( 'wp-api-fetch' ), VERSION, true );
		}
	}

	/**
	 * Prints the screen.
	 */
	public function print_page(): void {
		$table = $this->table();
		$table->prepare_items();
		$standing = $this->queue->standing();
		$progress = $this->bulk->progress();
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		printf( '<p role="status" id="cognipress-sync-status">%s</p>', esc_html( self::describe( $standing, $progress ) ) );
		if ( null !== $progress ) {
			printf( '<p><progress id="cognipress-sync-progress" max="%d" value="%d" aria-labelledby="cognipress-sync-status"></progress></p>', (int) $progress['total'], (int) $progress['done'] );
		}
		if ( '' !== $standing['error'] ) {
			/* translators: %s: error message. */
			printf( '<div class="notice notice-warning inline"><p>%s</p></div>', esc_html( sprintf( __( 'It is tried again by itself. The last failure: %s', 'cognipress' ), $standing['error'] ) ) );
		}
		printf( '<form action="%s" method="post"><input type="hidden" name="action" value="%s" />', esc_url( admin_url( 'admin-post.php' ) ), esc_attr( self::START ) );
		wp_nonce_field( self::START );
		submit_button( __( 'Sync all users', 'cognipress' ), 'secondary', 'submit', true, null === $progress ? array() : array( 'disabled' => 'disabled' ) );
		echo '</form><h2>' . esc_html__( 'Changes that Cognito refused', 'cognipress' ) . '</h2><form method="post">';
		$table->display();
		echo '</form></div>';
	}

	/**
	 * How things stand, in a sentence.
	 *
	 * @param array{waiting: int, dead: int, oldest: int, error: string} $standing Result of Change_Queue::standing().
	 * @param array{done: int, total: int}|null                          $progress Result of Bulk_Sync::progress().
	 */
	public static function describe( array $standing, ?array $progress ): string {
		if ( null !== $progress ) {
			/* translators: 1: number of users, 2: number of all users. */
			return sprintf( __( '%1$s of %2$s users are done.', 'cognipress' ), number_format_i18n( $progress['done'] ), number_format_i18n( $progress['total'] ) );
		}
		if ( 0 === $standing['waiting'] ) {
			return __( 'Every change has reached Cognito, or is in the list below.', 'cognipress' );
		}
		/* translators: 1: number of changes, 2: a time span such as "5 minutes". */
		return sprintf( __( 'Changes that wait: %1$s. The oldest is from %2$s ago.', 'cognipress' ), number_format_i18n( $standing['waiting'] ), human_time_diff( $standing['oldest'] ) );
	}

	/**
	 * The table, whose parent class is there only in wp-admin.
	 */
	private function table(): Failed_Changes_Table {
		require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';
		require_once __DIR__ . '/class-failed-changes-table.php';
		return new Failed_Changes_Table( $this->queue );
	}
}
