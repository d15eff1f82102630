<?php
/**
 * The sync as a whole.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Runs when WordPress' cron, Action Scheduler, WP-CLI or the screen says so.
 */
final class Sync {
	public const EVENT = 'cognipress_sync';

	private const GROUP         = 'cognipress';
	private const EVERY_MINUTE  = 'cognipress_minute';
	private const RUN_SECONDS   = 25;

	/**
	 * Settings.
	 *
	 * @var Sync_Settings
	 */
	private $settings;

	/**
	 * All users at once.
	 *
	 * @var Bulk_Sync
	 */
	private $bulk;

	/**
	 * Works the queue off.
	 *
	 * @var Change_Runner
	 */
	private $runner;

	/**
	 * Takes its parts.
	 *
	 * @param Sync_Settings $settings Settings.
	 * @param Bulk_Sync     $bulk     All users at once.
	 * @param Change_Runner $runner   Works the queue off.
	 */
	public function __construct( Sync_Settings $settings, Bulk_Sync $bulk, Change_Runner $runner ) {
		$this->settings = $settings;
		$this->bulk     = $bulk;
		$this->runner   = $runner;
	}

	/**
	 * Works for a while (action cognipress_sync).
	 *
	 * @param int $seconds For so long.
	 * @return bool Whether Cognito has answered.
	 */
	public function run( $seconds = self::RUN_SECONDS ): bool {
		if ( ! $this->settings->is_on() ) {
			return true;
		}
		$this->bulk->feed( time() );
		return $this->runner->run( (int) $seconds );
	}

	/**
	 * Has it run every minute, or never (action admin_init). A network has one queue, which its main site works off.
	 */
	public function schedule(): void {
		if ( ! $this->settings->is_on() || ! is_main_site() ) {
			self::unschedule();
		} elseif ( function_exists( 'as_schedule_recurring_action' ) ) {
			wp_unschedule_hook( self::EVENT );
			if ( false === as_next_scheduled_action( self::EVENT, array(), self::GROUP ) ) {
				as_schedule_recurring_action( time(), MINUTE_IN_SECONDS, self::EVENT, array(), self::GROUP );
			}
		} elseif ( false === wp_next_scheduled( self::EVENT ) ) {
			wp_schedule_event( time(), self::EVERY_MINUTE, self::EVENT );
		}
	}

	/**
	 * Never runs again by itself.
	 */
	public static function unschedule(): void {
		wp_unschedule_hook( self::EVENT );
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( self::EVENT, array(), self::GROUP );
		}
	}

	/**
	 * Adds the interval (filter cron_schedules).
	 *
	 * @param array<string, array<string, mixed>> $schedules Intervals.
	 * @return array<string, array<string, mixed>>
	 */
	public static function add_interval( $schedules ): array {
		return array(
			self::EVERY_MINUTE => array(
				'interval' => MINUTE_IN_SECONDS,
				'display'  => __( 'Every minute', 'cognipress' ),
			),
		) + (array) $schedules;
	}
}
