<?php
/**
 * A Cognito user pool as its id describes it.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * Derives the region, host, issuers and JWKS URL from a user pool id.
 */
final class User_Pool {
	/**
	 * Longest id that Cognito gives out.
	 */
	private const MAX_LENGTH = 55;

	/**
	 * Where a pool has its public keys, below its issuer.
	 */
	public const JWKS_PATH = '/.well-known/jwks.json';

	/**
	 * The id, such as eu-west-1_AbCdEf123.
	 *
	 * @var string
	 */
	private $id;

	/**
	 * The region, such as eu-west-1.
	 *
	 * @var string
	 */
	private $region;

	/**
	 * Parses an id.
	 *
	 * @param string $id User pool id.
	 * @throws InvalidArgumentException When the id has another form.
	 */
	public function __construct( string $id ) {
		if ( strlen( $id ) > self::MAX_LENGTH || 1 !== preg_match( '/\A([a-z]+(?:-[a-z]+)+-[0-9]+)_[0-9A-Za-z]+\z/', $id, $parts ) ) {
			throw new InvalidArgumentException( 'A user pool id looks like eu-west-1_AbCdEf123.' );
		}
		$this->id     = $id;
		$this->region = $parts[1];
	}

	/**
	 * The pool of an issuer; null when it is none of Cognito's.
	 *
	 * @param string $issuer Issuer.
	 */
	public static function of_issuer( string $issuer ): ?self {
		try {
			$pool = new self( substr( (string) strrchr( $issuer, '/' ), 1 ) );
		} catch ( InvalidArgumentException $e ) {
			return null;
		}
		return in_array( $issuer, $pool->issuers(), true ) ? $pool : null;
	}

	/**
	 * The id as Cognito shows it.
	 */
	public function id(): string {
		return $this->id;
	}

	/**
	 * The AWS region.
	 */
	public function region(): string {
		return $this->region;
	}

	/**
	 * The service's address, without a trailing slash.
	 */
	public function endpoint(): string {
		return 'https://' . $this->host();
	}

	/**
	 * Both values that `iss` may have: multi-region pools use the second one.
	 *
	 * @return string[]
	 */
	public function issuers(): array {
		return array(
			'https://' . $this->host() . '/' . $this->id,
			'https://issuer.' . $this->host() . '/' . $this->id,
		);
	}

	/**
	 * Where the pool publishes its public keys.
	 */
	public function jwks_url(): string {
		return $this->issuers()[0] . self::JWKS_PATH;
	}

	/**
	 * Host of the service. China and Europe's sovereign cloud are partitions of AWS with domains of their own.
	 */
	private function host(): string {
		$suffixes = array(
			'cn'   => 'amazonaws.com.cn',
			'eusc' => 'amazonaws.eu',
		);
		$suffix   = $suffixes[ explode( '-', $this->region, 2 )[0] ] ?? 'amazonaws.com';
		return 'cognito-idp.' . $this->region . '.' . $suffix;
	}
}
