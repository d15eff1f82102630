<?php
/**
 * Logging out everywhere.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * Ends all of a user's sessions here, and by GlobalSignOut those of other sites and apps of the pool.
 */
final class Global_Sign_Out {
	/**
	 * Renews tokens.
	 *
	 * @var Token_Refresher
	 */
	private $refresher;

	/**
	 * Cognito.
	 *
	 * @var Cognito_Service
	 */
	private $service;

	/**
	 * User pools.
	 *
	 * @var Pools
	 */
	private $pools;

	/**
	 * Takes its parts.
	 *
	 * @param Token_Refresher $refresher Renews tokens.
	 * @param Cognito_Service $service   Cognito.
	 * @param Pools           $pools     User pools.
	 */
	public function __construct( Token_Refresher $refresher, Cognito_Service $service, Pools $pools ) {
		$this->pools     = $pools;
		$this->refresher = $refresher;
		$this->service   = $service;
	}

	/**
	 * Logs a user out. Where Cognito cannot be reached, the tokens of the sessions here wait to be revoked.
	 *
	 * @param int $user_id User.
	 * @return int How many sessions were ended here.
	 */
	public function run( int $user_id ): int {
		$manager  = WP_Session_Tokens::get_instance( $user_id );
		$sessions = $manager->get_all();
		foreach ( $sessions as $session ) {
			if ( $this->sign_out( $session ) ) {
				break;
			}
		}
		$manager->destroy_all();
		/**
		 * Fires when a user was logged out on all devices.
		 *
		 * @param int $user_id User.
		 */
		do_action( 'cognipress_signed_out_everywhere', $user_id );
		return count( $sessions );
	}

	/**
	 * Signs the user out by the tokens of one session. One is enough.
	 *
	 * @param array<string, mixed> $session Session's data.
	 */
	private function sign_out( array $session ): bool {
		$sealed  = $session[ Session_Fields::REFRESH_TOKEN ] ?? null;
		$refresh = is_string( $sealed ) ? Secret_Box::open( $sealed ) : null;
		if ( null === $refresh ) {
			return false;
		}
		try {
			$tokens = $this->refresher->refresh( $refresh, $session );
		} catch ( Session_Over | Unavailable $e ) {
			return false;
		}
		$reply = $this->service->of( $this->pools->of_session( $session ) )->call( 'GlobalSignOut', array( 'AccessToken' => $tokens['AccessToken'] ) );
		return ! is_wp_error( $reply ) && 200 === $reply['status'];
	}
}
