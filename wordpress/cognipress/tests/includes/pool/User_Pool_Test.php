<?php
/**
 * Tests of user pool ids.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\User_Pool;
use InvalidArgumentException;

/**
 * What follows from an id.
 */
final class User_Pool_Test extends Test_Case {
	/**
	 * Ids with region and domain.
	 *
	 * @return array<array{string, string, string}>
	 */
	public function good_ids(): array {
		return array(
			array( 'eu-west-1_AbCdEf123', 'eu-west-1', 'cognito-idp.eu-west-1.amazonaws.com' ),
			array( 'us-gov-west-1_a', 'us-gov-west-1', 'cognito-idp.us-gov-west-1.amazonaws.com' ),
			array( 'ap-southeast-12_A1', 'ap-southeast-12', 'cognito-idp.ap-southeast-12.amazonaws.com' ),
			array( 'cn-north-1_Beijing', 'cn-north-1', 'cognito-idp.cn-north-1.amazonaws.com.cn' ),
			array( 'eusc-de-east-1_Berlin', 'eusc-de-east-1', 'cognito-idp.eusc-de-east-1.amazonaws.eu' ),
		);
	}

	/**
	 * @dataProvider good_ids
	 *
	 * @param string $id     Id.
	 * @param string $region Region.
	 * @param string $host   Host.
	 */
	public function test_everything_follows_from_the_id( string $id, string $region, string $host ): void {
		$pool = new User_Pool( $id );
		$this->assertSame( $id, $pool->id() );
		$this->assertSame( $region, $pool->region() );
		$this->assertSame( "https://$host", $pool->endpoint() );
		$this->assertSame( array( "https://$host/$id", "https://issuer.$host/$id" ), $pool->issuers() );
		$this->assertSame( "https://$host/$id/.well-known/jwks.json", $pool->jwks_url() );
	}

	/**
	 * Texts that are no ids.
	 *
	 * @return array<array{string}>
	 */
	public function bad_ids(): array {
		return array(
			array( '' ),
			array( 'eu-west-1' ),
			array( 'eu-west-1_' ),
			array( '_AbC' ),
			array( 'eu-west_AbC' ),
			array( 'west-1_AbC' ),
			array( 'EU-WEST-1_AbC' ),
			array( 'eu-west-1_Ab-C' ),
			array( 'eu-west-1_Ab_C' ),
			array( " eu-west-1_AbC" ),
			array( "eu-west-1_AbC\n" ),
			array( 'evil.example/eu-west-1_AbC' ),
			array( 'eu-west-1_' . str_repeat( 'a', 46 ) ),
		);
	}

	/**
	 * @dataProvider bad_ids
	 *
	 * @param string $id Text.
	 */
	public function test_other_texts_are_refused( string $id ): void {
		$this->expectException( InvalidArgumentException::class );
		new User_Pool( $id );
	}
}
