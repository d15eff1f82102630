<?php
/**
 * AWS Signature Version 4.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Signs requests to one service in one region.
 *
 * Source: "Create a signed AWS API request" of the IAM user guide
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). Names are those of that
 * page. All headers that are given are signed.
 */
final class Aws_Signature {
	private const ALGORITHM = 'AWS4-HMAC-SHA256';

	/**
	 * Region, such as eu-west-1.
	 *
	 * @var string
	 */
	private $region;

	/**
	 * Service, such as cognito-idp.
	 *
	 * @var string
	 */
	private $service;

	/**
	 * Takes the scope.
	 *
	 * @param string $region  Region.
	 * @param string $service Service.
	 */
	public function __construct( string $region, string $service ) {
		$this->region  = $region;
		$this->service = $service;
	}

	/**
	 * The headers of the request, with those that the signature adds.
	 *
	 * @param Aws_Credentials       $credentials Keys.
	 * @param string                $method      HTTP method.
	 * @param string                $url         URL. Its path and query are in the form that goes over the wire.
	 * @param array<string, string> $headers     Headers by name; Host follows from the URL.
	 * @param string                $body        Body.
	 * @param int                   $now         Unix time in seconds.
	 * @return array<string, string>
	 */
	public function sign( Aws_Credentials $credentials, string $method, string $url, array $headers, string $body, int $now ): array {
		$time                  = gmdate( 'Ymd\THis\Z', $now );
		$scope                 = implode( '/', array( substr( $time, 0, 8 ), $this->region, $this->service, 'aws4_request' ) );
		$headers['X-Amz-Date'] = $time;
		if ( '' !== $credentials->session_token() ) {
			$headers['X-Amz-Security-Token'] = $credentials->session_token();
		}
		$signed    = self::canonical_headers( $headers + array( 'Host' => self::host( $url ) ) );
		$names     = implode( ';', array_keys( $signed ) );
		$request   = implode( "\n", array( $method, self::canonical_uri( $url ), self::canonical_query( $url ), implode( '', $signed ), $names, hash( 'sha256', $body ) ) );
		$to_sign   = implode( "\n", array( self::ALGORITHM, $time, $scope, hash( 'sha256', $request ) ) );
		$signature = hash_hmac( 'sha256', $to_sign, $this->signing_key( $credentials, substr( $time, 0, 8 ) ) );

		$headers['Authorization'] = sprintf( '%s Credential=%s/%s, SignedHeaders=%s, Signature=%s', self::ALGORITHM, $credentials->access_key_id(), $scope, $names, $signature );
		return $headers;
	}

	/**
	 * The key of a day.
	 *
	 * @param Aws_Credentials $credentials Keys.
	 * @param string          $date        YYYYMMDD.
	 */
	private function signing_key( Aws_Credentials $credentials, string $date ): string {
		$key = 'AWS4' . $credentials->secret_access_key();
		foreach ( array( $date, $this->region, $this->service, 'aws4_request' ) as $part ) {
			$key = hash_hmac( 'sha256', $part, $key, true );
		}
		return $key;
	}

	/**
	 * Header lines by lower-case name, in order.
	 *
	 * @param array<string, string> $headers Headers.
	 * @return array<string, string>
	 */
	private static function canonical_headers( array $headers ): array {
		$lines = array();
		foreach ( $headers as $name => $value ) {
			$name           = strtolower( $name );
			$lines[ $name ] = $name . ':' . preg_replace( '/ +/', ' ', trim( $value ) ) . "\n";
		}
		ksort( $lines, SORT_STRING );
		return $lines;
	}

	/**
	 * The path, encoded once more, as every service but S3 wants it.
	 *
	 * @param string $url URL.
	 */
	private static function canonical_uri( string $url ): string {
		$path = (string) wp_parse_url( $url, PHP_URL_PATH );
		return '' === $path ? '/' : str_replace( '%2F', '/', rawurlencode( $path ) );
	}

	/**
	 * The parameters in order. They are encoded already.
	 *
	 * @param string $url URL.
	 */
	private static function canonical_query( string $url ): string {
		$query = (string) wp_parse_url( $url, PHP_URL_QUERY );
		$pairs = array();
		foreach ( '' === $query ? array() : explode( '&', $query ) as $pair ) {
			$pairs[] = array_pad( explode( '=', $pair, 2 ), 2, '' );
		}
		// strcmp(), because PHP's own order takes some texts for numbers.
		usort( $pairs, static fn( array $a, array $b ): int => 0 === strcmp( $a[0], $b[0] ) ? strcmp( $a[1], $b[1] ) : strcmp( $a[0], $b[0] ) );
		return implode( '&', array_map( static fn( array $pair ): string => implode( '=', $pair ), $pairs ) );
	}

	/**
	 * The value of Host: with the port where it is not the usual one.
	 *
	 * @param string $url URL.
	 */
	private static function host( string $url ): string {
		$port = wp_parse_url( $url, PHP_URL_PORT );
		return wp_parse_url( $url, PHP_URL_HOST ) . ( null === $port ? '' : ':' . $port );
	}
}
