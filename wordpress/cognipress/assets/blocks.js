/**
 * The plugin's blocks in the editor: the server draws them, as it does in pages.
 */
( function () {
	const { createElement, Fragment } = wp.element;
	const { InspectorControls, useBlockProps } = wp.blockEditor;
	const { Disabled, PanelBody, TextControl, ToggleControl } = wp.components;
	const { labels, names } = window.cognipressBlocks;

	function edit( { name, attributes, setAttributes } ) {
		const own = Object.entries( attributes ).filter( ( [ key ] ) => key in labels );
		const controls = own.map( ( [ key, value ] ) => {
			const onChange = ( next ) => setAttributes( { [ key ]: next } );
			// WordPress 6.8 warns without what is the only way since.
			const props = { key, label: labels[ key ], onChange, __nextHasNoMarginBottom: true };
			return typeof value === 'boolean'
				? createElement( ToggleControl, { ...props, checked: value } )
				: createElement( TextControl, { ...props, value, __next40pxDefaultSize: true } );
		} );
		return createElement(
			Fragment,
			null,
			controls.length > 0 && createElement( InspectorControls, null, createElement( PanelBody, null, controls ) ),
			createElement(
				'div',
				useBlockProps(),
				// Colours, frame and margins are the wrapper's already.
				createElement( Disabled, null, createElement( wp.serverSideRender, { block: name, attributes, skipBlockSupportAttributes: true } ) )
			)
		);
	}

	for ( const name of names ) {
		wp.blocks.registerBlockType( `cognipress/${ name }`, { edit, save: () => null } );
	}
} )();
