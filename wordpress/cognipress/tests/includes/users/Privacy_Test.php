<?php
/**
 * Tests of export and erasure.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Event_Log;
use Cognipress\Event_Names;
use Cognipress\Link_Table;

/**
 * What is known of a person.
 */
final class Privacy_Test extends Test_Case {
	public function test_everything_is_exported_page_by_page(): void {
		$ann = self::user( 'ann' );
		$log = new Event_Log();
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $ann->ID, time() );
		for ( $i = 0; $i < 230; $i++ ) {
			$log->add( Event_Names::SIGNED_IN, $ann->ID, 'number-' . $i, time() );
		}
		$export = apply_filters( 'wp_privacy_personal_data_exporters', array() )['cognipress']['callback'];
		$first  = $export( $ann->user_email, 1 );
		$second = $export( $ann->user_email, 2 );
		$this->assertSame( array( false, true, 201, 30 ), array( $first['done'], $second['done'], count( $first['data'] ), count( $second['data'] ) ) );
		$this->assertSame( array( Pool::ISSUER, Pool::SUB ), array_column( $first['data'][0]['data'], 'value' ) );
		$this->assertSame( array( 'data' => array(), 'done' => true ), $export( 'nobody@example.com', 1 ) );
	}

	public function test_the_log_forgets_and_the_link_stays(): void {
		$ann = self::user( 'ann' );
		$log = new Event_Log();
		$log->add( Event_Names::SIGNED_IN, $ann->ID, '', time() );
		wp_set_current_user( $ann->ID );
		$log->add( Event_Names::SETTINGS, 0, 'strict', time() );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $ann->ID, time() );
		$erase  = apply_filters( 'wp_privacy_personal_data_erasers', array() )['cognipress']['callback'];
		$result = $erase( $ann->user_email, 1 );
		$this->assertSame( array( true, true, true ), array( $result['items_removed'], $result['items_retained'], $result['done'] ) );
		$this->assertSame( 0, $log->count( '', $ann->ID ) );
		$this->assertSame( '0', $log->list( Event_Names::SETTINGS, 0, 1, 0 )[0]['actor_id'] );
		$this->assertTrue( ( new Link_Table() )->is_linked( $ann->ID ) );
		$this->assertFalse( $erase( $ann->user_email, 1 )['items_removed'] );
		$this->assertFalse( $erase( 'nobody@example.com', 1 )['items_removed'] );
	}
}
