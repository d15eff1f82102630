<?php
/**
 * Keys of AWS.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * What a request is signed with. Never printed, never stored.
 */
final class Aws_Credentials {
	/**
	 * Access key id, which is public.
	 *
	 * @var string
	 */
	private $access_key_id;

	/**
	 * Secret access key.
	 *
	 * @var string
	 */
	private $secret_access_key;

	/**
	 * Session token of temporary keys; empty for those of an IAM user.
	 *
	 * @var string
	 */
	private $session_token;

	/**
	 * Takes the keys.
	 *
	 * @param string $access_key_id     Access key id.
	 * @param string $secret_access_key Secret access key.
	 * @param string $session_token     Session token of temporary keys.
	 */
	public function __construct( string $access_key_id, string $secret_access_key, string $session_token = '' ) {
		$this->access_key_id     = $access_key_id;
		$this->secret_access_key = $secret_access_key;
		$this->session_token     = $session_token;
	}

	/**
	 * Access key id.
	 */
	public function access_key_id(): string {
		return $this->access_key_id;
	}

	/**
	 * Secret access key.
	 */
	public function secret_access_key(): string {
		return $this->secret_access_key;
	}

	/**
	 * Session token, or an empty string.
	 */
	public function session_token(): string {
		return $this->session_token;
	}

	/**
	 * What var_dump() and print_r() may show.
	 *
	 * @return array<string, string>
	 */
	public function __debugInfo(): array {
		return array( 'access_key_id' => $this->access_key_id );
	}
}
