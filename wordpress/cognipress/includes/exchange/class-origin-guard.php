<?php
/**
 * Who may call the routes of the exchange.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;

defined( 'ABSPATH' ) || exit;

/**
 * Lets only the site's own pages call.
 *
 * A nonce cannot do this: logged-out visitors all have the same one. And core lets every origin read REST answers
 * with credentials.
 */
final class Origin_Guard {
	/**
	 * Whether a request may go on.
	 *
	 * @param WP_REST_Request $request Request.
	 * @return true|WP_Error
	 */
	public function check( WP_REST_Request $request ) {
		return self::verdict( $this->is_own( $request->get_header( 'origin' ), $request->get_header( 'sec_fetch_site' ) ), $request );
	}

	/**
	 * Whether a request came from a page of the site.
	 *
	 * @param string|null $origin Origin header.
	 * @param string|null $site   Sec-Fetch-Site header.
	 */
	public function is_own( ?string $origin, ?string $site ): bool {
		return null === $origin ? 'same-origin' === $site : $this->is_allowed( $origin );
	}

	/**
	 * Whether a request may go on whose origin was looked at: it has to be JSON, too.
	 *
	 * @param bool            $is_allowed Whether its origin may ask.
	 * @param WP_REST_Request $request    Request.
	 * @return true|WP_Error
	 */
	public static function verdict( bool $is_allowed, WP_REST_Request $request ) {
		if ( ! $is_allowed ) {
			return new WP_Error( 'cognipress_origin_refused', __( 'This request did not come from a page of this site.', 'cognipress' ), array( 'status' => 403 ) );
		}
		$type = $request->get_content_type();
		if ( null === $type || 'application/json' !== $type['value'] ) {
			return new WP_Error( 'cognipress_malformed', __( 'The request must be JSON.', 'cognipress' ), array( 'status' => 400 ) );
		}
		return true;
	}

	/**
	 * Headers by which the browser lets the asking page read the answer.
	 *
	 * @param string|null $origin The request's Origin header.
	 * @return array<string, string>
	 */
	public function cors_headers( ?string $origin ): array {
		if ( null === $origin || ! $this->is_allowed( $origin ) ) {
			return array( 'Vary' => 'Origin' );
		}
		return array(
			'Vary'                             => 'Origin',
			'Access-Control-Allow-Origin'      => $origin,
			'Access-Control-Allow-Credentials' => 'true',
			'Access-Control-Allow-Methods'     => 'POST',
			'Access-Control-Allow-Headers'     => 'Content-Type',
		);
	}

	/**
	 * Whether an origin is one of the site's, character for character. `null` never is.
	 *
	 * @param string $origin Origin header.
	 */
	public function is_allowed( string $origin ): bool {
		$own = array_map( array( self::class, 'origin_of' ), array( get_option( 'home' ), get_option( 'siteurl' ) ) );
		/**
		 * Origins whose pages may sign visitors in.
		 *
		 * @param string[] $own Such as https://example.com, without a slash.
		 */
		$allowed = (array) apply_filters( 'cognipress_allowed_origins', $own );
		return 'null' !== $origin && '' !== $origin && in_array( $origin, $allowed, true );
	}

	/**
	 * The origin of an address of the site as a browser writes it. Sites that are set up for http may be on https.
	 *
	 * @param string $url URL.
	 */
	private static function origin_of( string $url ): string {
		$parts   = wp_parse_url( $url );
		$scheme  = is_ssl() ? 'https' : strtolower( $parts['scheme'] ?? '' );
		$default = 'https' === $scheme ? 443 : 80;
		$port    = $parts['port'] ?? $default;
		return $scheme . '://' . strtolower( $parts['host'] ?? '' ) . ( $port === $default ? '' : ':' . $port );
	}
}
