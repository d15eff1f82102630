<?php
/**
 * Tools > Export Personal Data, and Erase Personal Data.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Gives out, and removes, what the plugin knows of a person.
 */
final class Privacy {
	private const ID       = 'cognipress';
	private const PER_PAGE = 200;

	/**
	 * Links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * The log.
	 *
	 * @var Event_Log
	 */
	private $log;

	/**
	 * Changes on their way to Cognito.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	/**
	 * Takes its parts.
	 *
	 * @param Link_Table   $links Links.
	 * @param Event_Log    $log   The log.
	 * @param Change_Queue $queue Changes on their way to Cognito.
	 */
	public function __construct( Link_Table $links, Event_Log $log, Change_Queue $queue ) {
		$this->links = $links;
		$this->log   = $log;
		$this->queue = $queue;
	}

	/**
	 * Filter wp_privacy_personal_data_exporters.
	 *
	 * @param array<string, array<string, mixed>> $exporters Exporters.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_exporter( $exporters ): array {
		return array(
			self::ID => array(
				'exporter_friendly_name' => __( 'Cognipress', 'cognipress' ),
				'callback'               => array( $this, 'export' ),
			),
		) + (array) $exporters;
	}

	/**
	 * Filter wp_privacy_personal_data_erasers.
	 *
	 * @param array<string, array<string, mixed>> $erasers Erasers.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_eraser( $erasers ): array {
		return array(
			self::ID => array(
				'eraser_friendly_name' => __( 'Cognipress', 'cognipress' ),
				'callback'             => array( $this, 'erase' ),
			),
		) + (array) $erasers;
	}

	/**
	 * Says what the plugin does with personal data (action admin_init).
	 */
	public function add_policy(): void {
		wp_add_privacy_policy_content(
			__( 'Cognipress', 'cognipress' ),
			'<p>' . esc_html__( 'Logging in to this site is done by Amazon Cognito, to which your browser proves your password without sending it to us. We keep Cognito’s id of your account, an encrypted token of your session until you log out, and a log of when you logged in for the number of days that the site has set.', 'cognipress' ) . '</p>'
		);
	}

	/**
	 * What is known of a person.
	 *
	 * @param string $email E-mail address.
	 * @param int    $page  Page, from 1.
	 * @return array{data: array<mixed>, done: bool}
	 */
	public function export( $email, $page = 1 ): array {
		$user = get_user_by( 'email', (string) $email );
		if ( false === $user ) {
			return array(
				'data' => array(),
				'done' => true,
			);
		}
		$events = $this->log->list( '', $user->ID, self::PER_PAGE, self::PER_PAGE * ( (int) $page - 1 ) );
		$data   = 1 === (int) $page ? array_merge(
			array_map( array( self::class, 'identity' ), $this->links->identities( $user->ID ) ),
			array_map( array( self::class, 'change' ), $this->queue->of_user( $user->user_login ) )
		) : array();
		return array(
			'data' => array_merge( $data, array_map( array( self::class, 'event' ), $events ) ),
			'done' => count( $events ) < self::PER_PAGE,
		);
	}

	/**
	 * Removes a person from the log, and changes that Cognito refused. The link stays as long as the account: without
	 * it, the next sign-in would make another.
	 *
	 * @param string $email E-mail address.
	 * @return array{items_removed: bool, items_retained: bool, messages: string[], done: bool}
	 */
	public function erase( $email ): array {
		$user      = get_user_by( 'email', (string) $email );
		$is_linked = false !== $user && $this->links->is_linked( $user->ID );
		$removed   = false !== $user && $this->queue->forget( $user->user_login );
		return array(
			'items_removed'  => ( false !== $user && $this->log->forget( $user->ID ) ) || $removed,
			'items_retained' => $is_linked,
			'messages'       => $is_linked ? array( __( 'The link to Amazon Cognito is kept as long as the account exists.', 'cognipress' ) ) : array(),
			'done'           => true,
		);
	}

	/**
	 * A link as an exported item.
	 *
	 * @param array{issuer: string, sub: string} $row Row.
	 * @return array<string, mixed>
	 */
	private static function identity( array $row ): array {
		return self::item(
			'identity-' . $row['sub'],
			array(
				__( 'User pool', 'cognipress' )       => $row['issuer'],
				__( 'Id in the user pool', 'cognipress' ) => $row['sub'],
			)
		);
	}

	/**
	 * A change as an exported item.
	 *
	 * @param array<string, string> $row Row.
	 * @return array<string, mixed>
	 */
	private static function change( array $row ): array {
		return self::item(
			'change-' . $row['id'],
			array(
				__( 'Time', 'cognipress' )    => gmdate( 'c', (int) $row['noted_at'] ),
				__( 'Details', 'cognipress' ) => $row['wanted'],
			)
		);
	}

	/**
	 * An event as an exported item.
	 *
	 * @param array<string, string> $row Row.
	 * @return array<string, mixed>
	 */
	private static function event( array $row ): array {
		return self::item(
			'event-' . $row['id'],
			array(
				__( 'Time', 'cognipress' )    => gmdate( 'c', (int) $row['at'] ),
				__( 'Event', 'cognipress' )   => Event_Names::all()[ $row['event'] ] ?? $row['event'],
				__( 'Details', 'cognipress' ) => $row['detail'],
			)
		);
	}

	/**
	 * An exported item.
	 *
	 * @param string                $id     Its id.
	 * @param array<string, string> $values Values by name.
	 * @return array<string, mixed>
	 */
	private static function item( string $id, array $values ): array {
		$data = array();
		foreach ( $values as $name => $value ) {
			$data[] = array(
				'name'  => $name,
				'value' => $value,
			);
		}
		return array(
			'group_id'    => self::ID,
			'group_label' => __( 'Amazon Cognito', 'cognipress' ),
			'item_id'     => $id,
			'data'        => $data,
		);
	}
}
