<?php
/**
 * Test of signatures.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Aws_Credentials;
use Cognipress\Aws_Signature;

/**
 * Against the test suite that AWS published for version 4, and against AWS' own client for Python.
 */
final class Aws_Signature_Test extends Test_Case {
	/**
	 * Requests of the suite: aws-sig-v4-test-suite, with its keys, scope and time.
	 *
	 * @return array<string, array{string, string, array<string, string>, string, string}>
	 */
	public function vectors(): array {
		return array(
			'get-vanilla'                          => array( 'GET', '/', '', 'host;x-amz-date', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31' ),
			'get-vanilla-query-order-key-case'     => array( 'GET', '/?Param2=value2&Param1=value1', '', 'host;x-amz-date', 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500' ),
			'post-vanilla'                         => array( 'POST', '/', '', 'host;x-amz-date', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b' ),
			'post-x-www-form-urlencoded'           => array( 'POST', '/', 'application/x-www-form-urlencoded', 'content-type;host;x-amz-date', 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a', 'Param1=value1' ),
		);
	}

	/**
	 * @dataProvider vectors
	 *
	 * @param string $method    Method.
	 * @param string $path      Path and query.
	 * @param string $type      Content-Type.
	 * @param string $signed    Names of the signed headers.
	 * @param string $signature Signature.
	 * @param string $body      Body.
	 */
	public function test_it_is_that_of_the_published_suite( string $method, string $path, string $type, string $signed, string $signature, string $body = '' ): void {
		$signer  = new Aws_Signature( 'us-east-1', 'service' );
		$keys    = new Aws_Credentials( 'AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' );
		$headers = $signer->sign( $keys, $method, 'https://example.amazonaws.com' . $path, '' === $type ? array() : array( 'Content-Type' => $type ), $body, gmmktime( 12, 36, 0, 8, 30, 2015 ) );
		$this->assertSame( '20150830T123600Z', $headers['X-Amz-Date'] );
		$this->assertSame( "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=$signed, Signature=$signature", $headers['Authorization'] );
	}

	public function test_it_is_that_of_the_client_for_python(): void {
		if ( false === getenv( 'COGNIPRESS_PYTHON' ) ) {
			$this->markTestSkipped( 'COGNIPRESS_PYTHON names no Python with botocore.' );
		}
		$requests = array_map( array( self::class, 'random_request' ), range( 1, 300 ) );
		$python   = <<<'PYTHON'
import datetime, json, sys
import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

signatures = []
for r in json.load(sys.stdin):
    now = datetime.datetime.fromtimestamp(r["now"], datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda *a, **k: now
    request = AWSRequest(method=r["method"], url=r["url"], headers=r["headers"], data=r["body"].encode())
    keys = Credentials(r["id"], r["secret"], r["token"] or None)
    botocore.auth.SigV4Auth(keys, "cognito-idp", r["region"]).add_auth(request)
    signatures.append(request.headers["Authorization"])
json.dump(signatures, sys.stdout)
PYTHON;
		$pipes    = array();
		$process  = proc_open( array( getenv( 'COGNIPRESS_PYTHON' ), '-c', $python ), array( array( 'pipe', 'r' ), array( 'pipe', 'w' ) ), $pipes );
		fwrite( $pipes[0], json_encode( $requests ) );
		fclose( $pipes[0] );
		$expected = json_decode( stream_get_contents( $pipes[1] ), true );
		proc_close( $process );

		$this->assertCount( count( $requests ), $expected );
		foreach ( $requests as $index => $r ) {
			$signer  = new Aws_Signature( $r['region'], 'cognito-idp' );
			$headers = $signer->sign( new Aws_Credentials( $r['id'], $r['secret'], $r['token'] ), $r['method'], $r['url'], (array) $r['headers'], $r['body'], $r['now'] );
			$this->assertSame( $expected[ $index ], $headers['Authorization'], (string) json_encode( $r ) );
		}
	}

	public function test_keys_are_not_printed(): void {
		$this->assertStringNotContainsString( 'secret-key', print_r( new Aws_Credentials( 'id', 'secret-key', 'secret-key' ), true ) );
	}

	/**
	 * A request with whatever may be in one.
	 *
	 * @return array<string, mixed>
	 */
	private static function random_request(): array {
		$text  = static function ( int $length ): string {
			$letters = array( 'a', 'Z', '0', '9', ' ', '  ', '-', '_', '.', '~', '/', '+', '=', '&', '%', ':', '"', '{', 'ä', '→', '日', '🔑' );
			return implode( '', array_map( static fn(): string => $letters[ random_int( 0, count( $letters ) - 1 ) ], array_fill( 0, $length, 0 ) ) );
		};
		$query = array();
		for ( $count = random_int( 0, 4 ); $count > 0; $count-- ) {
			$query[] = rawurlencode( $text( random_int( 1, 6 ) ) ) . '=' . rawurlencode( $text( random_int( 0, 6 ) ) );
		}
		$path = implode( '/', array_map( static fn(): string => rawurlencode( 'p' . $text( random_int( 1, 5 ) ) ), array_fill( 0, random_int( 1, 3 ), 0 ) ) );
		return array(
			'method'  => array( 'GET', 'POST', 'PUT' )[ random_int( 0, 2 ) ],
			'url'     => 'https://cognito-idp.example.amazonaws.com' . ( random_int( 0, 1 ) ? ':8443' : '' ) . '/' . ( random_int( 0, 1 ) ? $path : '' ) . ( $query ? '?' . implode( '&', $query ) : '' ),
			'headers' => (object) array(
				'Content-Type' => 'application/x-amz-json-1.1',
				'X-Amz-Target' => 'A.B' . preg_replace( '/[^ -~]/', '', $text( 6 ) ),
			),
			'body'    => $text( random_int( 0, 200 ) ),
			'now'     => random_int( 0, 2 ** 32 ),
			'id'      => 'AKID' . random_int( 0, 99999 ),
			'secret'  => bin2hex( random_bytes( 20 ) ) . '/+',
			'token'   => random_int( 0, 1 ) ? base64_encode( random_bytes( 60 ) ) : '',
			'region'  => array( 'eu-west-1', 'us-gov-east-1', 'cn-north-1' )[ random_int( 0, 2 ) ],
		);
	}
}
