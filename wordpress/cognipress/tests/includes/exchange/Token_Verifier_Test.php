<?php
/**
 * Tests of the token check.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Base64url;
use Cognipress\Rsa_Public_Key;
use Cognipress\Token_Refused;
use Cognipress\Token_Verifier;

/**
 * Forged and wrong tokens, each by its name.
 */
final class Token_Verifier_Test extends Test_Case {
	private const NOW      = 1800000000;
	private const MAX_AUTH = 172800;

	/**
	 * The pool.
	 *
	 * @var Pool
	 */
	private static $pool;

	/**
	 * Makes the keys once.
	 */
	public static function setUpBeforeClass(): void {
		self::$pool = new Pool();
	}

	public function test_good_token_gives_its_claims(): void {
		$claims = Pool::claims( self::NOW );
		$this->assertSame( $claims, $this->verify( self::$pool->token( $claims ) ) );
	}

	public function test_issuer_of_a_multi_region_pool_is_accepted(): void {
		$claims = Pool::claims( self::NOW, array( 'iss' => 'https://issuer.cognito-idp.eu-west-1.amazonaws.com/' . Pool::ID ) );
		$this->assertSame( $claims['iss'], $this->verify( self::$pool->token( $claims ) )['iss'] );
	}

	/**
	 * Claims just inside the limits.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function good_limits(): array {
		return array(
			'ended a minute ago'      => array( array( 'exp' => self::NOW - 60 ) ),
			'made in a minute'        => array( array( 'iat' => self::NOW + 60 ) ),
			'proven in a minute'      => array( array( 'auth_time' => self::NOW + 60 ) ),
			'five minutes old'        => array( array( 'iat' => self::NOW - 300 ) ),
			'proven two days ago'     => array( array( 'auth_time' => self::NOW - self::MAX_AUTH ) ),
			'not before the same now' => array( array( 'nbf' => self::NOW + 60 ) ),
		);
	}

	/**
	 * @dataProvider good_limits
	 *
	 * @param array<string, mixed> $changes Claims.
	 */
	public function test_limits_are_inclusive( array $changes ): void {
		$claims = Pool::claims( self::NOW, $changes );
		$this->assertSame( $claims, $this->verify( self::$pool->token( $claims ) ) );
	}

	/**
	 * Signed claims that are wrong: name, changes, reason.
	 *
	 * @return array<string, array{array<string, mixed>, string}>
	 */
	public function wrong_claims(): array {
		$other = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_TestPool2';
		$wrong = array(
			'iss of another pool'         => array( array( 'iss' => $other ), 'iss' ),
			'iss of another region'       => array( array( 'iss' => str_replace( 'amazonaws.com/eu-west-1', 'amazonaws.com/us-east-1', Pool::ISSUER ) ), 'iss' ),
			'iss with a slash'            => array( array( 'iss' => Pool::ISSUER . '/' ), 'iss' ),
			'iss over http'               => array( array( 'iss' => str_replace( 'https', 'http', Pool::ISSUER ) ), 'iss' ),
			'iss in another case'         => array( array( 'iss' => strtolower( Pool::ISSUER ) ), 'iss' ),
			'iss as an array'             => array( array( 'iss' => array( Pool::ISSUER ) ), 'iss' ),
			'iss is true'                 => array( array( 'iss' => true ), 'iss' ),
			'access token'                => array( array( 'token_use' => 'access' ), 'token_use' ),
			'token_use is true'           => array( array( 'token_use' => true ), 'token_use' ),
			'token_use as an array'       => array( array( 'token_use' => array( 'id' ) ), 'token_use' ),
			'aud of another client'       => array( array( 'aud' => 'another' ), 'aud' ),
			'aud as an array'             => array( array( 'aud' => array( Pool::CLIENT_ID ) ), 'aud' ),
			'aud is true'                 => array( array( 'aud' => true ), 'aud' ),
			'aud in another case'         => array( array( 'aud' => strtoupper( Pool::CLIENT_ID ) ), 'aud' ),
			'aud replaced by client_id'   => array( array( 'aud' => null, 'client_id' => Pool::CLIENT_ID ), 'aud' ),
			'expired'                     => array( array( 'exp' => self::NOW - 61 ), 'expired' ),
			'made in the future'          => array( array( 'iat' => self::NOW + 61 ), 'future' ),
			'proven in the future'        => array( array( 'auth_time' => self::NOW + 61 ), 'future' ),
			'stale'                       => array( array( 'iat' => self::NOW - 301 ), 'stale' ),
			'password proven too long ago' => array( array( 'auth_time' => self::NOW - self::MAX_AUTH - 1 ), 'auth_time' ),
			'not yet valid'               => array( array( 'nbf' => self::NOW + 61 ), 'nbf' ),
			'nbf as a text'               => array( array( 'nbf' => '1' ), 'nbf' ),
			'sub as an array'             => array( array( 'sub' => array( Pool::SUB ) ), 'sub' ),
			'sub as a number'             => array( array( 'sub' => 1 ), 'sub' ),
			'sub is empty'                => array( array( 'sub' => '' ), 'sub' ),
			'sub with a line break'       => array( array( 'sub' => Pool::SUB . "\n" ), 'sub' ),
			'sub in capitals'             => array( array( 'sub' => 'AAAAAAAA-2222-3333-4444-555555555555' ), 'sub' ),
		);
		foreach ( array( 'cognito:username', 'preferred_username', 'email', 'name', 'given_name', 'family_name', 'nickname' ) as $name ) {
			foreach ( array( 'null' => null, 'true' => true, 'a number' => 1, 'an array' => array( 'admin' ) ) as $type => $value ) {
				$wrong[ "$name is $type" ] = array( array( $name => $value ), $name );
			}
		}
		foreach ( array( 'a text' => 'true', 'a number' => 1, 'null' => null ) as $type => $value ) {
			$wrong[ "email_verified is $type" ] = array( array( 'email_verified' => $value ), 'email_verified' );
			$wrong[ "groups are $type" ]        = array( array( 'cognito:groups' => $value ), 'cognito:groups' );
		}
		foreach ( array( 'exp', 'iat', 'auth_time' ) as $name ) {
			foreach ( array( 'a text' => (string) self::NOW, 'a fraction' => self::NOW + 0.5, 'null' => null, 'true' => true, 'negative' => -1, 'huge' => 1e30 ) as $type => $value ) {
				$wrong[ "$name is $type" ] = array( array( $name => $value ), $name );
			}
		}
		return $wrong;
	}

	/**
	 * @dataProvider wrong_claims
	 *
	 * @param array<string, mixed> $changes Claims.
	 * @param string               $reason  Expected reason.
	 */
	public function test_signed_but_wrong_claims_are_refused( array $changes, string $reason ): void {
		$this->assert_refused( $reason, self::$pool->token( Pool::claims( self::NOW, $changes ) ) );
	}

	/**
	 * Claims that must be there.
	 *
	 * @return array<array{string, string}>
	 */
	public function needed_claims(): array {
		return array( array( 'iss' ), array( 'token_use' ), array( 'aud' ), array( 'exp' ), array( 'iat' ), array( 'auth_time' ), array( 'sub' ) );
	}

	/**
	 * @dataProvider needed_claims
	 *
	 * @param string $name Claim.
	 */
	public function test_missing_claims_are_refused( string $name ): void {
		$claims = Pool::claims( self::NOW );
		unset( $claims[ $name ] );
		$this->assert_refused( $name, self::$pool->token( $claims ) );
	}

	/**
	 * Headers that are wrong: name, changes, reason.
	 *
	 * @return array<string, array{array<string, mixed>, string}>
	 */
	public function wrong_headers(): array {
		return array(
			'alg none'            => array( array( 'alg' => 'none' ), 'alg' ),
			'alg None'            => array( array( 'alg' => 'None' ), 'alg' ),
			'alg empty'           => array( array( 'alg' => '' ), 'alg' ),
			'alg null'            => array( array( 'alg' => null ), 'alg' ),
			'alg true'            => array( array( 'alg' => true ), 'alg' ),
			'alg as an array'     => array( array( 'alg' => array( 'RS256' ) ), 'alg' ),
			'alg in small'        => array( array( 'alg' => 'rs256' ), 'alg' ),
			'alg RS512'           => array( array( 'alg' => 'RS512' ), 'alg' ),
			'alg PS256'           => array( array( 'alg' => 'PS256' ), 'alg' ),
			'alg ES256'           => array( array( 'alg' => 'ES256' ), 'alg' ),
			'alg HS256'           => array( array( 'alg' => 'HS256' ), 'alg' ),
			'kid null'            => array( array( 'kid' => null ), 'kid' ),
			'kid empty'           => array( array( 'kid' => '' ), 'kid' ),
			'kid as a number'     => array( array( 'kid' => 1 ), 'kid' ),
			'kid as an array'     => array( array( 'kid' => array( Pool::KID ) ), 'kid' ),
			'kid unknown'         => array( array( 'kid' => 'other' ), 'key' ),
			'crit'                => array( array( 'crit' => array( 'exp' ) ), 'header' ),
			'crit empty'          => array( array( 'crit' => array() ), 'header' ),
			'b64 false'           => array( array( 'b64' => false ), 'header' ),
			'jku'                 => array( array( 'jku' => 'https://evil.example/jwks.json' ), 'header' ),
			'x5u'                 => array( array( 'x5u' => 'https://evil.example/cert.pem' ), 'header' ),
			'x5c'                 => array( array( 'x5c' => array( 'MIIB' ) ), 'header' ),
			'x5t'                 => array( array( 'x5t' => 'AAAA' ), 'header' ),
			'x5t#S256'            => array( array( 'x5t#S256' => 'AAAA' ), 'header' ),
			'zip'                 => array( array( 'zip' => 'DEF' ), 'header' ),
			'jwk null'            => array( array( 'jwk' => null ), 'header' ),
		);
	}

	/**
	 * @dataProvider wrong_headers
	 *
	 * @param array<string, mixed> $changes Header members.
	 * @param string               $reason  Expected reason.
	 */
	public function test_signed_but_wrong_headers_are_refused( array $changes, string $reason ): void {
		$this->assert_refused( $reason, self::$pool->token( Pool::claims( self::NOW ), $changes ) );
	}

	public function test_embedded_key_is_refused(): void {
		$attacker = new Pool();
		$token    = $attacker->token( Pool::claims( self::NOW ), array( 'jwk' => $attacker->jwk() ) );
		$this->assert_refused( 'header', $token );
	}

	public function test_other_pools_key_under_our_kid_is_refused(): void {
		$this->assert_refused( 'signature', ( new Pool() )->token( Pool::claims( self::NOW ) ) );
	}

	/**
	 * Public values that a confused verifier would take for an HMAC key.
	 *
	 * @return array<string, array{callable}>
	 */
	public function public_secrets(): array {
		return array(
			'PEM'                   => array( static function ( Pool $pool ) { return $pool->pem(); } ),
			'PEM without last line break' => array( static function ( Pool $pool ) { return trim( $pool->pem() ); } ),
			'DER'                   => array( static function ( Pool $pool ) { return base64_decode( (string) preg_replace( '/-----[^-]+-----|\s/', '', $pool->pem() ) ); } ),
			'modulus'               => array( static function ( Pool $pool ) { return Base64url::decode( $pool->jwk()['n'] ); } ),
			'JWK'                   => array( static function ( Pool $pool ) { return json_encode( $pool->jwk() ); } ),
		);
	}

	/**
	 * @dataProvider public_secrets
	 *
	 * @param callable $secret Gives the key.
	 */
	public function test_hmac_with_a_public_value_is_refused( callable $secret ): void {
		$claims = (string) json_encode( Pool::claims( self::NOW ) );
		foreach ( array( 'HS256' => 'alg', 'RS256' => 'signature' ) as $alg => $reason ) {
			$signed = Base64url::encode( (string) json_encode( array( 'kid' => Pool::KID, 'alg' => $alg ) ) ) . '.' . Base64url::encode( $claims );
			$this->assert_refused( $reason, $signed . '.' . Base64url::encode( hash_hmac( 'sha256', $signed, $secret( self::$pool ), true ) ) );
		}
	}

	/**
	 * Ways to spoil a good token: name, change, reason.
	 *
	 * @return array<string, array{callable, string}>
	 */
	public function spoilers(): array {
		$split = static function ( callable $change ): callable {
			return static function ( string $token ) use ( $change ): string {
				return implode( '.', $change( explode( '.', $token ) ) );
			};
		};
		return array(
			'empty'                    => array( static function () { return ''; }, 'parts' ),
			'two dots alone'           => array( static function () { return '..'; }, 'base64url' ),
			'two parts'                => array( $split( static function ( $p ) { return array( $p[0], $p[1] ); } ), 'parts' ),
			'four parts'               => array( $split( static function ( $p ) { return array( $p[0], $p[1], $p[2], $p[2] ); } ), 'parts' ),
			'no signature'             => array( $split( static function ( $p ) { return array( $p[0], $p[1], '' ); } ), 'base64url' ),
			'short signature'          => array( $split( static function ( $p ) { return array( $p[0], $p[1], 'AAAA' ); } ), 'signature' ),
			'signature of zeros'       => array( $split( static function ( $p ) { return array( $p[0], $p[1], Base64url::encode( str_repeat( "\0", 256 ) ) ); } ), 'signature' ),
			'signature with more bytes' => array( $split( static function ( $p ) { return array( $p[0], $p[1], Base64url::encode( Base64url::decode( $p[2] ) . "\0" ) ); } ), 'signature' ),
			'padding'                  => array( static function ( $t ) { return $t . '='; }, 'base64url' ),
			'line break at the end'    => array( static function ( $t ) { return $t . "\n"; }, 'base64url' ),
			'space in front'           => array( static function ( $t ) { return ' ' . $t; }, 'base64url' ),
			'plain base64'             => array( $split( static function ( $p ) { return array( $p[0], $p[1], base64_encode( Base64url::decode( $p[2] ) ) ); } ), 'base64url' ),
			'unused bits set'          => array( static function ( $t ) { return substr( $t, 0, -1 ) . chr( ord( substr( $t, -1 ) ) + 1 ); }, 'base64url' ),
			'payload of another'       => array( $split( static function ( $p ) { return array( $p[0], Base64url::encode( (string) json_encode( Pool::claims( self::NOW, array( 'email' => 'eve@example.com' ) ) ) ), $p[2] ); } ), 'signature' ),
			'other header, same signature' => array( $split( static function ( $p ) { return array( Base64url::encode( '{"kid":"key-1","alg":"RS256","typ":"JWT"}' ), $p[1], $p[2] ); } ), 'signature' ),
			'JSON serialisation'       => array( $split( static function ( $p ) { return array( (string) json_encode( array( 'protected' => $p[0], 'payload' => $p[1], 'signature' => $p[2] ) ) ); } ), 'parts' ),
			'oversized'                => array( static function ( $t ) { return $t . str_repeat( 'A', 8192 ); }, 'size' ),
		);
	}

	/**
	 * @dataProvider spoilers
	 *
	 * @param callable $spoil  Spoils a token.
	 * @param string   $reason Expected reason.
	 */
	public function test_spoilt_tokens_are_refused( callable $spoil, string $reason ): void {
		$this->assert_refused( $reason, $spoil( self::$pool->token( Pool::claims( self::NOW ) ) ) );
	}

	/**
	 * JSON that parsers read differently: name, header, payload as functions of good ones.
	 *
	 * @return array<string, array{string, callable}>
	 */
	public function ambiguous_json(): array {
		$header = '{"kid":"key-1","alg":"RS256"}';
		$after  = static function ( string $more ): callable {
			return static function ( string $json ) use ( $more ): string {
				return substr( $json, 0, -1 ) . $more . '}';
			};
		};
		$same   = static function ( string $json ): string {
			return $json;
		};
		return array(
			'sub twice'                  => array( $header, $after( ',"sub":"x"' ) ),
			'sub twice, one escaped'     => array( $header, $after( ',"s\u0075b":"x"' ) ),
			'twice in a nested object'   => array( $header, $after( ',"x":{"a":1,"a":2}' ) ),
			'alg twice'                  => array( '{"kid":"key-1","alg":"none","alg":"RS256"}', $same ),
			'payload is a list'          => array( $header, static function ( $json ) { return '[' . $json . ']'; } ),
			'payload is a text'          => array( $header, static function ( $json ) { return (string) json_encode( $json ); } ),
			'payload is null'            => array( $header, static function () { return 'null'; } ),
			'header is a list'           => array( '["RS256"]', $same ),
			'comma at the end'           => array( $header, $after( ',' ) ),
			'comment'                    => array( $header, $after( '/* */' ) ),
			'two objects'                => array( $header, static function ( $json ) { return $json . $json; } ),
			'too deep'                   => array( $header, $after( ',"x":' . str_repeat( '[', 40 ) . str_repeat( ']', 40 ) ) ),
			'bytes that are not UTF-8'   => array( $header, $after( ",\"x\":\"\xff\"" ) ),
			'byte order mark'            => array( $header, static function ( $json ) { return "\xef\xbb\xbf" . $json; } ),
			'a zero byte behind'         => array( $header, static function ( $json ) { return $json . "\0"; } ),
		);
	}

	/**
	 * @dataProvider ambiguous_json
	 *
	 * @param string   $header Header.
	 * @param callable $change Changes the payload.
	 */
	public function test_ambiguous_json_is_refused( string $header, callable $change ): void {
		$this->assert_refused( 'json', self::$pool->sign( $header, $change( (string) json_encode( Pool::claims( self::NOW ) ) ) ) );
	}

	public function test_any_changed_character_is_refused(): void {
		$token = self::$pool->token( Pool::claims( self::NOW ) );
		for ( $i = 0, $length = strlen( $token ); $i < $length; $i += 3 ) {
			$forged      = $token;
			$forged[ $i ] = 'A' === $token[ $i ] ? 'B' : 'A';
			$this->assert_refused( null, $forged );
		}
	}

	public function test_random_claims_of_wrong_types_are_refused(): void {
		mt_srand( 20261121 );
		$values = array( null, true, false, 0, -1, 1.5, '', 'x', array(), array( 'x' ), array( 'a' => 'b' ), '1', PHP_INT_MAX );
		$names  = array( 'iss', 'token_use', 'aud', 'exp', 'iat', 'auth_time', 'sub' );
		for ( $i = 0; $i < 300; $i++ ) {
			$changes = array();
			foreach ( (array) array_rand( array_flip( $names ), mt_rand( 1, 3 ) ) as $name ) {
				$changes[ $name ] = $values[ array_rand( $values ) ];
			}
			// One that ends in the far future is fine.
			$changes += array( 'nbf' => 'never' );
			$this->assert_refused( null, self::$pool->token( Pool::claims( self::NOW, $changes ) ) );
		}
	}

	public function test_no_key_is_looked_up_for_a_foreign_issuer(): void {
		$looked = false;
		$lookup = static function () use ( &$looked ): ?Rsa_Public_Key {
			$looked = true;
			return null;
		};
		try {
			$this->verifier()->verify( self::$pool->token( Pool::claims( self::NOW, array( 'iss' => 'https://evil.example' ) ) ), $lookup, self::NOW, self::MAX_AUTH );
			$this->fail( 'accepted' );
		} catch ( Token_Refused $e ) {
			$this->assertFalse( $looked );
		}
	}

	public function test_only_a_signed_sub_is_called_proven(): void {
		$stale = Pool::claims( self::NOW, array( 'iat' => 1 ) );
		$this->assertSame( Pool::SUB, $this->refusal( self::$pool->token( $stale ) )->proven_sub() );
		$this->assertNull( $this->refusal( ( new Pool() )->token( $stale ) )->proven_sub() );
	}

	/**
	 * The verifier of the test pool.
	 */
	private function verifier(): Token_Verifier {
		return new Token_Verifier( array_fill_keys( array( Pool::ISSUER, str_replace( "//", "//issuer.", Pool::ISSUER ) ), Pool::CLIENT_ID ) );
	}

	/**
	 * Verifies with the pool's key.
	 *
	 * @param string $token Token.
	 * @return array<string, mixed>
	 */
	private function verify( string $token ): array {
		$keys = static function ( string $id ): ?Rsa_Public_Key {
			return Pool::KID === $id ? Rsa_Public_Key::from_jwk( self::$pool->jwk() ) : null;
		};
		return $this->verifier()->verify( $token, $keys, self::NOW, self::MAX_AUTH );
	}

	/**
	 * The refusal of a token.
	 *
	 * @param string $token Token.
	 */
	private function refusal( string $token ): Token_Refused {
		try {
			$this->verify( $token );
		} catch ( Token_Refused $e ) {
			return $e;
		}
		$this->fail( "accepted: $token" );
	}

	/**
	 * Asserts that a token is refused.
	 *
	 * @param string|null $reason Expected reason, null for any.
	 * @param string      $token  Token.
	 */
	private function assert_refused( ?string $reason, string $token ): void {
		$refusal = $this->refusal( $token );
		$this->assertSame( $reason ?? $refusal->getMessage(), $refusal->getMessage() );
	}
}
