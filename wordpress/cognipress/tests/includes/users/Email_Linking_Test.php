<?php
/**
 * Tests of linking by e-mail address.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Browser_Cookie;
use Cognipress\Email_Matcher;
use Cognipress\Expiring_Store;
use Cognipress\Link_Page;
use Cognipress\Link_Required;
use Cognipress\Link_Table;
use Cognipress\Pending_Sign_Ins;
use Cognipress\Rate_Limiter;
use Cognipress\User_Factory;
use Cognipress\User_Linker;
use Cognipress\Verified_Sign_In;

/**
 * 500 combinations of claims, accounts and settings: nobody gets an account that is not proven to be theirs.
 */
final class Email_Linking_Test extends Test_Case {
	private const EMAIL = 'ann@example.com';

	/**
	 * Kinds of accounts that the site may have, and whether one of them may be offered.
	 *
	 * @return array<string, array{callable, bool}>
	 */
	public function accounts(): array {
		$make = static function ( array ...$accounts ): callable {
			return static function () use ( $accounts ): array {
				$ids = array();
				foreach ( $accounts as $number => $data ) {
					$ids[] = self::user( 'old-' . $number, $data + array( 'user_email' => self::EMAIL ) )->ID;
				}
				return $ids;
			};
		};
		return array(
			'none'                     => array( $make(), false ),
			'one subscriber'           => array( $make( array() ), true ),
			'in capital letters'       => array( $make( array( 'user_email' => 'ANN@Example.com' ) ), true ),
			'an editor'                => array( $make( array( 'role' => 'editor' ) ), true ),
			'two with the address'     => array( static fn(): array => self::twins(), false ),
			'an administrator'         => array( $make( array( 'role' => 'administrator' ) ), false ),
			'may promote users'        => array( static fn(): array => self::promoter(), false ),
			'linked to somebody else'  => array( static fn(): array => self::linked(), false ),
			'with an accent'           => array( static fn(): array => self::with_email( 'ánn@example.com' ), false ),
			'the login, not the email' => array( $make( array( 'user_login' => self::EMAIL, 'user_email' => 'other@example.com' ) ), false ),
		);
	}

	/**
	 * @dataProvider accounts
	 *
	 * @param callable $make       Makes the accounts and gives their ids.
	 * @param bool     $is_offered Whether one may be offered.
	 */
	public function test_no_account_is_taken_over( callable $make, bool $is_offered ): void {
		global $wpdb;
		$ids   = $make();
		$count = 0;
		foreach ( array( true, false ) as $is_on ) {
			foreach ( array( true, false, 'true', 1, null ) as $verified ) {
				foreach ( self::identities() as list( $identities, $is_trusted ) ) {
					$wpdb->query( 'SAVEPOINT combination' );
					$claims = Pool::claims( time(), array( 'sub' => wp_generate_uuid4(), 'email_verified' => $verified ) + $identities );
					$this->check( $claims, $is_on, $ids, $is_offered && $is_on && true === $verified && $is_trusted );
					$wpdb->query( 'ROLLBACK TO SAVEPOINT combination' );
					wp_cache_flush();
					++$count;
				}
			}
		}
		$this->assertSame( 50, $count );
	}

	/**
	 * Checks one combination.
	 *
	 * @param array<string, mixed> $claims     Claims.
	 * @param bool                 $is_on      The setting.
	 * @param int[]                $ids        Accounts.
	 * @param bool                 $is_offered Whether one is to be offered.
	 */
	private function check( array $claims, bool $is_on, array $ids, bool $is_offered ): void {
		$links  = new Link_Table();
		$store  = new Expiring_Store();
		$linker = new User_Linker( $links, new User_Factory( $store, 'subscriber' ), new Email_Matcher( $links, $is_on, array( 'Google' ) ), false );
		$case   = (string) wp_json_encode( array( $is_on, $claims ) );
		try {
			$user = $linker->user( $claims, time() );
			$this->assertFalse( $is_offered, $case );
			$this->assertNotContains( $user->ID, $ids, $case );
		} catch ( Link_Required $e ) {
			$this->assertTrue( $is_offered, $case );
		}
		if ( $is_offered ) {
			$cookie  = new Browser_Cookie();
			$pending = new Pending_Sign_Ins( $store, 'link' );
			$pending->keep( $cookie->send( time() ), new Verified_Sign_In( $claims ), time() );
			$sign_in = \Cognipress\sign_in( $linker, new \Cognipress\Settings(), $store, $links );
			$page    = new Link_Page( $pending, $linker, $sign_in, new Rate_Limiter( $store ), $cookie );
			$this->assertTrue( is_wp_error( $page->prove( 'not the password', time() ) ), $case );
			$this->assertSame( 0, $links->user_id( $claims['iss'], $claims['sub'] ), $case );
		}
		foreach ( $ids as $id ) {
			$this->assertSame( array(), array_filter( $links->identities( $id ), static fn( array $row ): bool => $row['sub'] === $claims['sub'] ), $case );
		}
	}

	/**
	 * Where users may come from, and whether the word of that provider counts.
	 *
	 * @return array<array{array<string, mixed>, bool}>
	 */
	private static function identities(): array {
		$of = static fn( ...$names ): array => array( 'identities' => array_map( static fn( $name ): array => array( 'userId' => '1', 'providerName' => $name ), $names ) );
		return array(
			array( array(), true ),
			array( $of( 'Google' ), true ),
			array( $of( 'Facebook' ), false ),
			array( $of( 'Google', 'Facebook' ), false ),
			array( array( 'identities' => '[{"providerName":"Google"}]' ), false ),
		);
	}

	/**
	 * Two accounts with the same address, which WordPress itself avoids but its tables allow.
	 *
	 * @return int[]
	 */
	private static function twins(): array {
		return array_merge( self::with_email( self::EMAIL, 'twin-1' ), self::with_email( self::EMAIL, 'twin-2' ) );
	}

	/**
	 * An account that can make administrators.
	 *
	 * @return int[]
	 */
	private static function promoter(): array {
		$user = self::user( 'promoter', array( 'user_email' => self::EMAIL ) );
		$user->add_cap( 'promote_users' );
		return array( $user->ID );
	}

	/**
	 * An account of another Cognito user.
	 *
	 * @return int[]
	 */
	private static function linked(): array {
		$user = self::user( 'linked', array( 'user_email' => self::EMAIL ) );
		( new Link_Table() )->link( Pool::ISSUER, '99999999-2222-3333-4444-555555555555', $user->ID, time() );
		return array( $user->ID );
	}

	/**
	 * An account with an address that is not checked.
	 *
	 * @param string $email E-mail address.
	 * @param string $login Login name.
	 * @return int[]
	 */
	private static function with_email( string $email, string $login = 'accent' ): array {
		global $wpdb;
		$id = self::user( $login )->ID;
		$wpdb->update( $wpdb->users, array( 'user_email' => $email ), array( 'ID' => $id ) );
		clean_user_cache( $id );
		return array( $id );
	}
}
