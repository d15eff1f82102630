<?php
/**
 * Test of the translations.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Texts;
use function Cognipress\load_translations;
use PHPUnit\Framework\TestCase;

/**
 * Each language is complete, and WordPress reads it.
 */
final class Languages_Test extends TestCase {
	private const LANGUAGES = array( 'ar', 'de_DE', 'es_ES', 'fr_FR', 'ja', 'pt_BR' );

	protected function tearDown(): void {
		self::speak( 'en_US' );
		remove_all_filters( 'pre_determine_locale' );
		parent::tearDown();
	}

	private static function speak( string $locale ): void {
		remove_all_filters( 'pre_determine_locale' );
		add_filter( 'pre_determine_locale', static fn() => $locale );
		unload_textdomain( 'cognipress', true );
		load_translations();
	}

	/**
	 * The texts of a file and what they are in its language.
	 *
	 * @param string $file In the folder of languages.
	 * @return array<string, string>
	 */
	private static function read( string $file ): array {
		require_once ABSPATH . WPINC . '/pomo/po.php';
		$po = new \PO();
		$po->import_from_file( dirname( __DIR__ ) . '/languages/' . $file );
		$texts = array();
		foreach ( $po->entries as $entry ) {
			$texts[ $entry->singular ] = $entry->translations[0] ?? '';
		}
		return $texts;
	}

	/**
	 * What a translation must leave as it is.
	 *
	 * @param string $text With placeholders, elements and the ends of sentences.
	 * @return list<string>
	 */
	private static function fixed_parts( string $text ): array {
		preg_match_all( '/%(?:\d\$)?[sd]|%%|<[^>]+>|\n|…$/', $text, $match );
		sort( $match[0] );
		return $match[0];
	}

	public static function languages(): array {
		return array_map( static fn( $language ) => array( $language ), self::LANGUAGES );
	}

	/**
	 * @dataProvider languages
	 */
	public function test_a_language_has_every_text_and_none_besides( string $language ): void {
		$template    = self::read( 'cognipress.pot' );
		$translation = self::read( "cognipress-$language.po" );
		$this->assertSame( array(), array_keys( array_diff_key( $template, array_filter( $translation ) ) ), 'missing' );
		$this->assertSame( array(), array_keys( array_diff_key( $translation, $template ) ), 'no longer used' );
		foreach ( $translation as $text => $translated ) {
			$this->assertSame( self::fixed_parts( $text ), self::fixed_parts( $translated ), $text );
		}
	}

	/**
	 * @dataProvider languages
	 */
	public function test_the_page_speaks_it( string $language ): void {
		$english = Texts::all();
		self::speak( $language );
		$texts       = Texts::all();
		$translation = self::read( "cognipress-$language.po" );
		foreach ( $english as $key => $text ) {
			$this->assertSame( $translation[ $text ], $texts[ $key ] );
		}
	}

	public function test_a_country_without_its_own_reads_its_language(): void {
		self::speak( 'es_MX' );
		$this->assertSame( self::read( 'cognipress-es_ES.po' )['Password'], __( 'Password', 'cognipress' ) );
	}

	public function test_another_language_stays_english(): void {
		self::speak( 'nl_NL' );
		$this->assertSame( 'Password', __( 'Password', 'cognipress' ) );
	}
}
