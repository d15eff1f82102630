<?php
/**
 * POST cognipress/v1/migration
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Tells the user pool's trigger whether a password is right, and who somebody is who has lost theirs.
 *
 * It answers for accounts that are not linked and manage nothing; to everything else it says the same as to a wrong
 * password, and takes as long. The password is compared and forgotten: it is in no log, table or error.
 */
final class Migration_Controller {
	/**
	 * Whether the pool may ask.
	 *
	 * @var Migration
	 */
	private $migration;

	/**
	 * Who may ask.
	 *
	 * @var Migration_Signature
	 */
	private $signature;

	/**
	 * Who is linked.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Failures.
	 *
	 * @var Rate_Limiter
	 */
	private $limiter;

	/**
	 * Accounts whose password has moved.
	 *
	 * @var Migrated_Accounts
	 */
	private $migrated;

	/**
	 * Takes its parts.
	 *
	 * @param Migration           $migration Whether the pool may ask.
	 * @param Migration_Signature $signature Who may ask.
	 * @param Link_Table          $links     Who is linked.
	 * @param Rate_Limiter        $limiter   Failures.
	 * @param Migrated_Accounts   $migrated  Accounts whose password has moved.
	 */
	public function __construct( Migration $migration, Migration_Signature $signature, Link_Table $links, Rate_Limiter $limiter, Migrated_Accounts $migrated ) {
		$this->migration = $migration;
		$this->signature = $signature;
		$this->links     = $links;
		$this->limiter   = $limiter;
		$this->migrated  = $migrated;
	}

	/**
	 * Registers the route, where the site takes users over (action rest_api_init).
	 */
	public function register_route(): void {
		if ( ! $this->migration->is_on() ) {
			return;
		}
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/migration',
			array(
				'methods'             => WP_REST_Server::CREATABLE,
				// Not here: core asks again for the header Allow, and a signature is good only once.
				'permission_callback' => '__return_true',
				'callback'            => array( $this, 'create' ),
				'args'                => array(
					'userName' => array(
						'type'      => 'string',
						'required'  => true,
						'minLength' => 1,
						'maxLength' => 128,
					),
					'password' => array(
						'type'      => 'string',
						'maxLength' => 256,
					),
				),
			)
		);
	}

	/**
	 * Lets only the trigger in. One reason for all: who forges learns nothing.
	 *
	 * @param WP_REST_Request $request Request.
	 * @param int             $now     Unix time in seconds.
	 */
	private function refusal( WP_REST_Request $request, int $now ): ?WP_Error {
		$address = Rate_Limiter::by_address( Client_Address::get() );
		if ( $this->limiter->is_exhausted( $address, $now ) ) {
			return self::too_many();
		}
		if ( ! $this->signature->is_valid( $request, $now ) ) {
			$this->limiter->fail( $address, $now );
			return new WP_Error( 'cognipress_signature_refused', __( 'The signature is not valid.', 'cognipress' ), array( 'status' => 401 ) );
		}
		return null;
	}

	/**
	 * Answers.
	 *
	 * @param WP_REST_Request $request Request with checked arguments.
	 * @return WP_REST_Response|WP_Error
	 */
	public function create( WP_REST_Request $request ) {
		$now     = time();
		$refusal = $this->refusal( $request, $now );
		if ( null !== $refusal ) {
			return $refusal;
		}
		$name     = $request['userName'];
		$password = $request['password'];
		$counter  = 'failures:migration:' . hash( 'sha256', strtolower( $name ) );
		if ( $this->limiter->is_exhausted( $counter, $now ) ) {
			return self::too_many();
		}
		$account = $this->account( $name );
		if ( null !== $password && ! self::is_right( $account, $password ) ) {
			$this->limiter->fail( $counter, $now );
			$account = null;
		}
		if ( null === $account ) {
			return new WP_REST_Response( array( 'attributes' => null ) );
		}
		$this->migrated->add( $name, $account, null !== $password, $now );
		return new WP_REST_Response( array( 'attributes' => $this->attributes( $account, null === $password ) ) );
	}

	/**
	 * The account of a login name or an e-mail address, if it may move.
	 *
	 * @param string $name What the user has typed.
	 */
	private function account( string $name ): ?WP_User {
		$user = get_user_by( 'login', $name );
		if ( false === $user && is_email( $name ) ) {
			$user = get_user_by( 'email', $name );
		}
		return false === $user || $this->links->is_linked( $user->ID ) || Privilege::of_user( $user ) ? null : $user;
	}

	/**
	 * Whether a password is an account's. Without an account it takes as long.
	 *
	 * @param WP_User|null $account  Account.
	 * @param string       $password Password.
	 */
	private static function is_right( ?WP_User $account, string $password ): bool {
		if ( null === $account ) {
			wp_hash_password( $password );
			return false;
		}
		// Core's own check, with the filters of plugins that keep members out.
		return wp_authenticate_username_password( null, $account->user_login, $password ) instanceof WP_User;
	}

	/**
	 * What Cognito makes the user of.
	 *
	 * @param WP_User $account Account.
	 * @param bool    $is_lost Whether the password is lost: Cognito then sends a code to the address, and to no other.
	 * @return array<string, string>
	 */
	private function attributes( WP_User $account, bool $is_lost ): array {
		$attributes = array(
			'email'          => $account->user_email,
			'email_verified' => $is_lost || $this->migration->vouches_for_addresses() ? 'true' : 'false',
			'given_name'     => $account->first_name,
			'family_name'    => $account->last_name,
		);
		/**
		 * Attributes of a user who moves to the pool.
		 *
		 * @param array<string, string> $attributes Values by name; empty ones are left out.
		 * @param WP_User               $account    Account.
		 */
		return array_filter( (array) apply_filters( 'cognipress_migration_attributes', $attributes, $account ), 'strlen' );
	}

	/**
	 * What who has failed too often is told.
	 */
	private static function too_many(): WP_Error {
		return new WP_Error( 'cognipress_too_many_failures', __( 'Too many failed attempts. Please wait a few minutes.', 'cognipress' ), array( 'status' => 429 ) );
	}
}
