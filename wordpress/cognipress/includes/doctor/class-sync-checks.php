<?php
/**
 * Checks of the sync.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Looks at whether changes reach Cognito.
 */
final class Sync_Checks {
	/**
	 * A change that waits longer is none that is on its way.
	 */
	private const PATIENCE_SECONDS = HOUR_IN_SECONDS;

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
	 * Takes its parts.
	 *
	 * @param Sync_Settings $settings Settings.
	 * @param Change_Queue  $queue    The queue.
	 */
	public function __construct( Sync_Settings $settings, Change_Queue $queue ) {
		$this->settings = $settings;
		$this->queue    = $queue;
	}

	/**
	 * The findings; none where the sync is off.
	 *
	 * @return Finding[]
	 */
	public function run(): array {
		if ( ! $this->settings->is_on() ) {
			return array();
		}
		$standing = $this->queue->standing();
		$findings = array();
		if ( $standing['dead'] > 0 ) {
			/* translators: %s: number of changes. */
			$findings[] = new Finding( Finding::RECOMMENDED, sprintf( __( 'Changes of users that Cognito refused: %s. Please look at Tools > Cognipress sync.', 'cognipress' ), number_format_i18n( $standing['dead'] ) ) );
		}
		if ( $standing['waiting'] > 0 && $standing['oldest'] < time() - self::PATIENCE_SECONDS ) {
			/* translators: 1: number of changes, 2: error message. */
			$findings[] = new Finding( Finding::CRITICAL, sprintf( __( 'Changes of users that have been waiting for Cognito for more than an hour: %1$s. %2$s', 'cognipress' ), number_format_i18n( $standing['waiting'] ), $standing['error'] ) );
		}
		return array() === $findings ? array( new Finding( Finding::GOOD, __( 'Changes of users reach Cognito.', 'cognipress' ) ) ) : $findings;
	}
}
