<?php
/**
 * The command wp cognipress sync.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_CLI;

defined( 'ABSPATH' ) || exit;

/**
 * Sends users to the user pool. Loaded only where WP-CLI runs.
 */
final class Sync_Command {
	private const RUN_SECONDS = 5;

	/**
	 * Settings.
	 *
	 * @var Sync_Settings
	 */
	private $settings;

	/**
	 * The sync.
	 *
	 * @var Sync
	 */
	private $sync;

	/**
	 * All users at once.
	 *
	 * @var Bulk_Sync
	 */
	private $bulk;

	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	/**
	 * Takes its parts.
	 *
	 * @param Sync_Settings $settings Settings.
	 * @param Sync          $sync     The sync.
	 * @param Bulk_Sync     $bulk     All users at once.
	 * @param Change_Queue  $queue    The queue.
	 */
	public function __construct( Sync_Settings $settings, Sync $sync, Bulk_Sync $bulk, Change_Queue $queue ) {
		$this->settings = $settings;
		$this->sync     = $sync;
		$this->bulk     = $bulk;
		$this->queue    = $queue;
	}

	/**
	 * Sends all users to the user pool, and works until Cognito has them.
	 *
	 * What is interrupted goes on by itself, or with --continue.
	 *
	 * ## OPTIONS
	 *
	 * [--continue]
	 * : Only what waits already.
	 *
	 * [--retry]
	 * : Only what waits already, and what Cognito has refused.
	 *
	 * @param string[]            $arguments Arguments.
	 * @param array<string, bool> $options   Options.
	 */
	public function __invoke( array $arguments, array $options ): void {
		if ( ! $this->settings->is_on() ) {
			WP_CLI::error( 'The sync is off. Switch it on in Settings > Cognipress.' );
		}
		if ( isset( $options['retry'] ) ) {
			WP_CLI::log( sprintf( 'Trying %d changes again.', $this->queue->revive( array(), time() ) ) );
		} elseif ( ! isset( $options['continue'] ) ) {
			$this->bulk->start();
		}
		do {
			$has_answered = $this->sync->run( self::RUN_SECONDS );
			$standing     = $this->queue->standing();
			$progress     = $this->bulk->progress();
			if ( ! $has_answered ) {
				WP_CLI::error( sprintf( 'Changes that wait: %d. They are tried again by themselves. %s', $standing['waiting'], $standing['error'] ) );
			}
			if ( null !== $progress ) {
				WP_CLI::log( sprintf( '%d of %d users.', $progress['done'], $progress['total'] ) );
			} elseif ( $standing['waiting'] > 0 ) {
				// They are with another process, or not due yet.
				sleep( 1 );
			}
		} while ( null !== $progress || $standing['waiting'] > 0 );
		if ( $standing['dead'] > 0 ) {
			WP_CLI::error( sprintf( 'Changes that Cognito refused: %d. They are listed in Tools > Cognipress sync.', $standing['dead'] ) );
		}
		WP_CLI::success( 'Every change has reached Cognito.' );
	}
}
