<?php
/**
 * Check of the callback URL.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Asks the user pool's own page, as the buttons of identity providers do, whether users may come back here from it.
 */
final class Callback_Check {
	/**
	 * Cognito's name of the error, which its documentation for the endpoint leaves out.
	 */
	private const MISMATCH = 'redirect_mismatch';

	/**
	 * Settings of the pool.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Settings of the pool.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The findings; none where the pool has no such page, as far as this site knows.
	 *
	 * @return Finding[]
	 */
	public function run(): array {
		$domain = $this->settings->text( 'hosted_domain' );
		// The buttons are the first pool's.
		return '' === $domain || '' !== $this->settings->pool_name() ? array() : array( $this->check( $domain ) );
	}

	/**
	 * Whether they may come back.
	 *
	 * @param string $domain Origin of the page.
	 */
	private function check( string $domain ): Finding {
		$callback = Provider_Buttons::callback_url();
		$response = $this->ask( $domain, $callback );
		if ( is_wp_error( $response ) ) {
			/* translators: 1: URL, 2: error message. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'The domain of the user pool cannot be reached at %1$s: %2$s', 'cognipress' ), $domain, $response->get_error_message() ) );
		}
		$error = self::error( $response );
		if ( self::MISMATCH === $error ) {
			/* translators: %s: URL. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'The app client does not allow the callback URL %s: the buttons of identity providers end in an error. Please add exactly this one.', 'cognipress' ), $callback ) );
		}
		if ( '' !== $error ) {
			/* translators: 1: URL, 2: name of the error. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'The buttons of identity providers end in an error at %1$s: %2$s', 'cognipress' ), $domain, $error ) );
		}
		return new Finding( Finding::GOOD, __( 'The app client allows this site’s callback URL.', 'cognipress' ) );
	}

	/**
	 * The request that a button begins with.
	 *
	 * @param string $domain   Origin of the page.
	 * @param string $callback Where users come back to.
	 * @return array<string, mixed>|WP_Error
	 */
	private function ask( string $domain, string $callback ) {
		$query     = array(
			'response_type' => 'code',
			'client_id'     => $this->settings->client_id(),
			'redirect_uri'  => $callback,
		);
		$url       = $domain . '/oauth2/authorize?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 );
		$arguments = array(
			'timeout'             => Cognito_Service::TIMEOUT_SECONDS,
			'redirection'         => 0,
			'limit_response_size' => 65536,
		);
		// As in Cognito_Service: only wp-config.php may lead to this machine.
		return null === $this->settings->endpoint_override() ? wp_safe_remote_get( $url, $arguments ) : wp_remote_get( $url, $arguments );
	}

	/**
	 * The name of the error that an answer tells; empty for none. Cognito redirects to a page that has it in its address;
	 * what stands in for Cognito answers with status 400.
	 *
	 * @param array<string, mixed> $response Response.
	 */
	private static function error( array $response ): string {
		$location = wp_remote_retrieve_header( $response, 'location' );
		wp_parse_str( (string) wp_parse_url( is_string( $location ) ? $location : '', PHP_URL_QUERY ), $query );
		if ( is_string( $query['error'] ?? null ) ) {
			return $query['error'];
		}
		$status = (int) wp_remote_retrieve_response_code( $response );
		if ( $status < 400 ) {
			return '';
		}
		return 1 === preg_match( '/redirect_(?:mismatch|uri)/', wp_remote_retrieve_body( $response ) ) ? self::MISMATCH : (string) $status;
	}
}
