<?php
/**
 * A sign-in that Cognito has vouched for.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * What an exchange has proven and what the visitor wishes, before there is a session.
 */
final class Verified_Sign_In {
	/**
	 * Verified claims.
	 *
	 * @var array<string, mixed>
	 */
	private $claims;

	/**
	 * Whether the session outlives the browser.
	 *
	 * @var bool
	 */
	private $remember;

	/**
	 * Where the visitor wants to go; may be empty or hostile.
	 *
	 * @var string
	 */
	private $redirect_to;

	/**
	 * Cognito's refresh token.
	 *
	 * @var string|null
	 */
	private $refresh_token;

	/**
	 * Key of the device that Cognito remembers, without which it refuses the refresh token.
	 *
	 * @var string|null
	 */
	private $device_key;

	/**
	 * Takes the facts.
	 *
	 * @param array<string, mixed> $claims        Verified claims.
	 * @param bool                 $remember      Whether the session outlives the browser.
	 * @param string               $redirect_to   Where the visitor wants to go; may be empty or hostile.
	 * @param string|null          $refresh_token Cognito's refresh token.
	 * @param string|null          $device_key    Key of the device that Cognito remembers.
	 */
	public function __construct( array $claims, bool $remember = false, string $redirect_to = '', ?string $refresh_token = null, ?string $device_key = null ) {
		$this->claims        = $claims;
		$this->remember      = $remember;
		$this->redirect_to   = $redirect_to;
		$this->refresh_token = $refresh_token;
		$this->device_key    = $device_key;
	}

	/**
	 * Verified claims.
	 *
	 * @return array<string, mixed>
	 */
	public function claims(): array {
		return $this->claims;
	}

	/**
	 * Whether the session outlives the browser.
	 */
	public function remember(): bool {
		return $this->remember;
	}

	/**
	 * Where the visitor wants to go; may be empty or hostile.
	 */
	public function redirect_to(): string {
		return $this->redirect_to;
	}

	/**
	 * Cognito's refresh token.
	 */
	public function refresh_token(): ?string {
		return $this->refresh_token;
	}

	/**
	 * Key of the device that Cognito remembers.
	 */
	public function device_key(): ?string {
		return $this->device_key;
	}

	/**
	 * The sign-in, encrypted, to be continued by another request.
	 */
	public function seal(): string {
		return Secret_Box::seal( (string) wp_json_encode( get_object_vars( $this ) ) );
	}

	/**
	 * A sign-in out of seal(), or null.
	 *
	 * @param string $sealed Result of seal().
	 */
	public static function open( string $sealed ): ?self {
		$facts = json_decode( (string) Secret_Box::open( $sealed ), true );
		return is_array( $facts ) ? new self( $facts['claims'], $facts['remember'], $facts['redirect_to'], $facts['refresh_token'], $facts['device_key'] ) : null;
	}
}
