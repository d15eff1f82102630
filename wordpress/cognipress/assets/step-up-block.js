/** A control in every block's advanced settings: show it only after a fresh proof of who the visitor is. */
( ( { hooks, element, components, blockEditor, compose }, texts ) => {
	const ATTRIBUTE = 'cognipressStepUp';
	// WordPress 6.8 warns without what is the only way since.
	const AS_OF_NOW = { __nextHasNoMarginBottom: true };
	const { createElement: el, Fragment } = element;

	hooks.addFilter( 'blocks.registerBlockType', 'cognipress/step-up', ( settings ) => ( {
		...settings,
		attributes: { ...settings.attributes, [ ATTRIBUTE ]: { type: 'object' } },
	} ) );

	const withControls = compose.createHigherOrderComponent( ( BlockEdit ) => ( props ) => {
		const wanted = props.attributes[ ATTRIBUTE ];
		const set = ( changes ) => props.setAttributes( { [ ATTRIBUTE ]: changes && { ...wanted, ...changes } } );
		const more = wanted && [
			el( components.TextControl, {
				...AS_OF_NOW,
				__next40pxDefaultSize: true,
				key: 'level',
				label: texts.level,
				placeholder: 'urn:cognito:loa:2',
				value: wanted.level || '',
				onChange: ( level ) => set( { level } ),
			} ),
			el( components.TextControl, {
				...AS_OF_NOW,
				__next40pxDefaultSize: true,
				key: 'minutes',
				type: 'number',
				min: 1,
				label: texts.minutes,
				value: wanted.minutes || 10,
				onChange: ( minutes ) => set( { minutes: Number( minutes ) } ),
			} ),
		];
		const toggle = el( components.ToggleControl, {
			...AS_OF_NOW,
			key: 'toggle',
			label: texts.toggle,
			checked: Boolean( wanted ),
			onChange: ( isOn ) => set( isOn ? { minutes: 10 } : undefined ),
		} );
		return el( Fragment, {}, el( BlockEdit, props ), el( blockEditor.InspectorAdvancedControls, {}, toggle, more ) );
	}, 'withCognipressStepUp' );
	hooks.addFilter( 'editor.BlockEdit', 'cognipress/step-up', withControls );
} )( window.wp, window.cognipressStepUp );
