<?php
/**
 * Tests of the JSON parser.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Json_Object;

/**
 * Objects that mean one thing only.
 */
final class Json_Object_Test extends Test_Case {
	public function test_objects_are_parsed(): void {
		$json = " {\"a\": [{\"b\": 1}, {\"b\": 2}], \"b\": {\"a\": \"}{\\\"a\\\":\"}, \"\": null, \"A\": 1.5}\n";
		$this->assertSame( json_decode( $json, true ), Json_Object::parse( $json ) );
		$this->assertSame( array(), Json_Object::parse( '{}' ) );
	}

	/**
	 * Texts that are refused.
	 *
	 * @return array<array{string}>
	 */
	public function bad_texts(): array {
		return array(
			array( '' ),
			array( '[]' ),
			array( '"{}"' ),
			array( '{"a":1,"a":1}' ),
			array( '{"a":1,"\u0061":2}' ),
			array( '{"\"":1,"\u0022":2}' ),
			array( '{"a":[{"b":1,"c":2,"b":3}]}' ),
			array( '{"a":{},"b":{"x":"}"},"a":{}}' ),
			array( '{"":1,"":2}' ),
			array( '{"0":1,"0":2}' ),
			array( '{"a":1}x' ),
			array( "{'a':1}" ),
			array( '{"a":NaN}' ),
		);
	}

	/**
	 * @dataProvider bad_texts
	 *
	 * @param string $json Text.
	 */
	public function test_other_texts_are_refused( string $json ): void {
		$this->assertNull( Json_Object::parse( $json ) );
	}

	public function test_random_objects_agree_with_json_decode(): void {
		mt_srand( 7 );
		for ( $i = 0; $i < 200; $i++ ) {
			$object = self::random_value( 4 );
			$json   = (string) json_encode( array( 'x' => $object ), mt_rand( 0, 1 ) ? JSON_PRETTY_PRINT : 0 );
			$this->assertSame( json_decode( $json, true ), Json_Object::parse( $json ) );
		}
	}

	/**
	 * A random value.
	 *
	 * @param int $depth How deep at most.
	 * @return mixed
	 */
	private static function random_value( int $depth ) {
		$texts = array( '', '"', '\\', '{', '}', ':', '\\"', 'a', "\u{1F600}", '/' );
		if ( 0 === $depth || 0 === mt_rand( 0, 2 ) ) {
			return $texts[ array_rand( $texts ) ];
		}
		$value = array();
		for ( $i = mt_rand( 0, 4 ); $i > 0; $i-- ) {
			$value[ $texts[ array_rand( $texts ) ] ] = self::random_value( $depth - 1 );
		}
		return mt_rand( 0, 1 ) ? $value : array_values( $value );
	}
}
