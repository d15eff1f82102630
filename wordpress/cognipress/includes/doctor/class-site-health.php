<?php
/**
 * Tools > Site Health.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

defined( 'ABSPATH' ) || exit;

/**
 * Shows the checks among WordPress' own: what asks others runs when the page is open already.
 */
final class Site_Health {
	/**
	 * Checks.
	 *
	 * @var Doctor
	 */
	private $doctor;

	/**
	 * Takes its part.
	 *
	 * @param Doctor $doctor Checks.
	 */
	public function __construct( Doctor $doctor ) {
		$this->doctor = $doctor;
	}

	/**
	 * Adds the tests (filter site_status_tests).
	 *
	 * @param array<string, array<string, mixed>> $tests Tests.
	 * @return array<string, array<string, mixed>>
	 */
	public function add( $tests ): array {
		$tests = (array) $tests;

		$tests['direct']['cognipress_site'] = array(
			'label' => $this->label( Doctor::SITE, Finding::GOOD ),
			'test'  => function (): array {
				return $this->result( Doctor::SITE );
			},
		);
		foreach ( array( Doctor::POOL, Doctor::PAGES ) as $name ) {
			$tests['async'][ 'cognipress_' . $name ] = array(
				'label'             => $this->label( $name, Finding::GOOD ),
				'test'              => rest_url( Rest_Routes::NAMESPACE . '/site-health/' . $name ),
				'has_rest'          => true,
				'async_direct_test' => function () use ( $name ): array {
					return $this->result( $name );
				},
			);
		}
		return $tests;
	}

	/**
	 * Registers the route of the tests that ask others (action rest_api_init).
	 */
	public function register_route(): void {
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/site-health/(?P<name>' . Doctor::POOL . '|' . Doctor::PAGES . ')',
			array(
				'methods'             => WP_REST_Server::READABLE,
				'permission_callback' => static function (): bool {
					return current_user_can( 'view_site_health_checks' );
				},
				'callback'            => function ( WP_REST_Request $request ): WP_REST_Response {
					return new WP_REST_Response( $this->result( $request['name'] ) );
				},
			)
		);
	}

	/**
	 * A test's result, as Site Health wants it.
	 *
	 * @param string $name Name of the checks.
	 * @return array<string, mixed>
	 */
	public function result( string $name ): array {
		$findings = $this->doctor->examine( $name );
		$status   = Finding::worst( $findings );
		$items    = '';
		foreach ( $findings as $finding ) {
			$items .= '<li>' . ( Finding::GOOD === $finding->status() ? '✓ ' : '✗ ' ) . esc_html( $finding->text() ) . '</li>';
		}
		return array(
			'label'       => $this->label( $name, $status ),
			'status'      => $status,
			'badge'       => array(
				'label' => __( 'Security', 'cognipress' ),
				'color' => 'blue',
			),
			'description' => '<ul>' . $items . '</ul>',
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( admin_url( 'options-general.php?page=' . Settings_Fields::PAGE ) ), esc_html__( 'Settings of Cognipress', 'cognipress' ) ),
			'test'        => 'cognipress_' . $name,
		);
	}

	/**
	 * A test's headline.
	 *
	 * @param string $name   Name of the checks.
	 * @param string $status Verdict.
	 */
	private function label( string $name, string $status ): string {
		$is_good = Finding::GOOD === $status;
		if ( Doctor::POOL === $name ) {
			return $is_good ? __( 'Cognito can sign users in', 'cognipress' ) : __( 'The connection to Cognito needs your attention', 'cognipress' );
		}
		if ( Doctor::PAGES === $name ) {
			return $is_good ? __( 'The login page is ready for Cognito', 'cognipress' ) : __( 'The login page needs your attention', 'cognipress' );
		}
		return $is_good ? __( 'This site is set up for Cognito', 'cognipress' ) : __( 'How this site is set up for Cognito needs your attention', 'cognipress' );
	}
}
