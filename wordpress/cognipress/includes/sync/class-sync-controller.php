<?php
/**
 * The route that the screen of the sync works with.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_REST_Response;
use WP_REST_Server;

defined( 'ABSPATH' ) || exit;

/**
 * Works for a few seconds and tells how the queue stands, so that a run goes on while somebody looks at it.
 */
final class Sync_Controller {
	private const RUN_SECONDS = 3;

	/**
	 * The sync.
	 *
	 * @var Sync
	 */
	private $sync;

	/**
	 * All users at once.
	 *
	 * @var Bulk_Sync
	 */
	private $bulk;

	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	/**
	 * Takes its parts.
	 *
	 * @param Sync         $sync  The sync.
	 * @param Bulk_Sync    $bulk  All users at once.
	 * @param Change_Queue $queue The queue.
	 */
	public function __construct( Sync $sync, Bulk_Sync $bulk, Change_Queue $queue ) {
		$this->sync  = $sync;
		$this->bulk  = $bulk;
		$this->queue = $queue;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/sync',
			array(
				'methods'             => WP_REST_Server::CREATABLE,
				'permission_callback' => static function (): bool {
					return current_user_can( Sync_Page::capability() );
				},
				'callback'            => array( $this, 'create' ),
			)
		);
	}

	/**
	 * Works, and tells.
	 */
	public function create(): WP_REST_Response {
		$has_answered = $this->sync->run( self::RUN_SECONDS );
		$standing     = $this->queue->standing();
		$progress     = $this->bulk->progress();
		return new WP_REST_Response(
			array(
				'isOver'   => null === $progress && 0 === $standing['waiting'],
				'progress' => $progress,
				'text'     => Sync_Page::describe( $standing, $progress ),
				'error'    => $has_answered ? '' : $standing['error'],
			)
		);
	}
}
