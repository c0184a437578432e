"""The attributes that may remain in an Office file: with a prefix of their own, or on elements of that prefix."""

OF = {
    "": "align color dir face lang size style",
    "a": """
        Requires a accent1 accent2 accent3 accent4 accent5 accent6 action algn altLang amt anchor anchorCtr ang animBg b bIns bandCol
        bandRow baseline bg1 bg2 bld bldStep blend blurRad bmk bright builtIn bwMode cap categoryIdx char charset cmpd compatLnSpc
        contourW contrast cstate cx cy d def defTabSz descr dir dirty dist dpi dx dy dz eaLnBrk endA endPos endSnd err extrusionH
        extrusionOk fadeDir fill firstCol firstRow flip flipH flipV fmla folHlink fontAlgn fontScale forceAA fov fromWordArt g gdRefAng
        gdRefR gdRefX gdRefY gridSpan grow h hMerge hR hangingPunct hidden highlightClick history hlink horzOverflow hue i id idx indent
        invalidUrl kern kumimoji kx ky l lIns lang lastClr lastCol lastRow lat latinLnBrk len lim lnSpcReduction lon lum lvl marB marL
        marR marT maxAng maxR maxX maxY minAng minR minX minY n name noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType
        noCrop noDrilldown noEditPoints noGrp noMove noProof noResize noRot noSelect noTextEdit noUngrp normalizeH numCol panose path
        pitchFamily pos preferRelativeResize prst prstMaterial r rIns rad ref rev rig rot rotWithShape rowSpan rtl rtlCol sat scaled
        script seriesIdx smtClean smtId sp spc spcCol spcFirstLastPara stA stAng stPos startAt strike stroke styleId styleName swAng sx
        sy sz t tIns tgtFrame thresh time tooltip track tx tx1 tx2 txBox ty type typeface u upright uri useA vMerge val vert
        vertOverflow w wR wrap x y z zoom""",
    "a14": "cap cellRange legacySpreadsheetColorIndex val w",
    "ac": "cp creationId hash id len",
    "ahyp": "val",
    "ask": "sd val",
    "c": """
        accent1 accent2 accent3 accent4 accent5 accent6 alignWithMargins b bg1 bg2 blackAndWhite copies differentFirst differentOddEven
        draft firstPageNumber folHlink footer formatCode header hlink horizontalDpi idx l orientation paperSize r sourceLinked t tx1 tx2
        uri useFirstPageNumber val verticalDpi""",
    "c14": "val",
    "c15": "val",
    "c16": "val",
    "c16r3": "val",
    "cdr": "fLocksText fPublished id macro name textlink",
    "comp": "spid",
    "cs": """
        anchor anchorCtr b bIns baseline horzOverflow id idx kern lIns meth mods rIns rot size spc spcFirstLastPara symbol sz tIns val
        vert vertOverflow wrap""",
    "cx": """
        align categoryName count dir formatCode gapWidth hidden id idx intervalClosed layoutId majorUnit max meanLine meanMarker min
        minorUnit name nonoutliers outliers overflow overlay ownerIdx pos ptCount quartileMethod seriesName sourceLinked type underflow
        uniqueId val value""",
    "dgm": """
        arg axis blipPhldr chOrder cnt coherent3DOff csCatId csTypeId custAng custFlipHor custFlipVert custLinFactNeighborX
        custLinFactNeighborY custLinFactX custLinFactY custRadScaleInc custRadScaleRad custScaleX custScaleY custSzX custSzY custT cxnId
        defStyle destId destOrd fact for forName func hideGeom hideLastTrans hueDir idx lang lkTxEntry loCatId loTypeId max meth minVer
        modelId moveWith name op parTransId phldr phldrT presAssocID presId presName presStyleCnt presStyleIdx presStyleLbl pri
        prstMaterial ptType qsCatId qsTypeId ref refFor refForName refPtType refType resId rev rot sibTransId srcId srcOrd st step
        styleLbl type uniqueId useDef val zOrderOff""",
    "dsp": "id minVer modelId name relId rot",
    "m": "alnAt val",
    "mc": "Ignorable Requires",
    "o": """
        DrawAspect ObjectID ProgID ShapeID Type UpdateMode accentbar addlxml adjusthandles allowcomments allowincell allowoverlap
        althref angle annotation aspectratio autoformat autolayout autorotationcenter backdepth borderbottomcolor borderleftcolor
        borderrightcolor bordertopcolor brightness bullet button bwmode bwnormal bwpure clip cliptowrap color color2 colormode colors
        connectangles connectloc connectlocs connectortype connecttype constrainbounds cropping dashstyle data detectmouseclick
        dgmbasetextscale dgmfontsize dgmlayout dgmlayoutmru dgmnodekind dgmscalex dgmscaley dgmstyle diffusity distance
        doubleclicknotify drop dropauto edge end endarrow endarrowlength endarrowwidth endcap extrusioncolor extrusionok facet fill
        fillcolor filltype forcedash foredepth gap grouping how hr hralign href hrnoshade hrpct hrstd i id idcntr iddest idref idsrc
        imagealignshape imageaspect imagesize insetmode insetpen issignatureline joinstyle length lengthspecified lightface lightharsh
        lightharsh2 lightlevel lightlevel2 lightposition lightposition2 linestyle lockrotationcenter master matrix metal minusx minusy
        miterlimit movie new offset old ole oleicon on oned opacity opacity2 orientation orientationangle origin plane position
        preferrelative provid regroupid render reverse rotation rotationangle rotationcenter selection shadowcolor shapetype shininess
        showsigndate signinginstructions signinginstructionsset sigprovurl singleclick skewamt skewangle specularity spid spidmax spt
        src start startarrow startarrowlength startarrowwidth stroke strokecolor style suggestedsigner suggestedsigner2
        suggestedsigneremail tablelimits tableproperties targetscreensize text textborder title type ungrouping userdrawn userhidden v
        verticies viewpoint viewpointorigin weight wrapcoords""",
    "oel": "uri",
    "p": """
        accel accent1 accent2 accent3 accent4 accent5 accent6 accumulate additive advAuto advClick advTm afterEffect algIdExt
        algIdExtSource allowPng animBg authorId autoAdjust autoCompressPictures autoRev autoUpdateAnimBg b backwards bg1 bg2 bld bldLvl
        bookmarkIdSeed build bw bwMode by calcmode clientInsertedTime clr clrIdx clrMode clrSpc cmd collapse compatMode concurrent
        cryptAlgorithmClass cryptAlgorithmSid cryptAlgorithmType cryptProvider cryptProviderType cryptProviderTypeExt
        cryptProviderTypeExtSource cx cy decel delay dir display dt dur embedTrueTypeFonts encoding end evt evtFilter fill filter
        firstSlideNum fmla folHlink followColorScheme frame frameSlides from ftr fullScrn g grpId h hasCustomPrompt hashData hdr
        hiddenSlides hlink horzBarState id idx imgH imgSz imgW initials invalEndChars invalStChars isNarration isPhoto l lang lastIdx
        lastView layout loop lvl masterRel matchingName mod mute name nextAc nodePh nodeType numSld organizeInFolders orient origin
        override path pathEditMode pos prLst preferRelativeResize preferSingleView preserve presetClass presetID presetSubtype prevAc
        prnWhat progId ptsTypes pubBrowser r rAng rctx relyOnVml removePersonalInfoOnSave repeatCount repeatDur resizeGraphics restart
        rev rotWithShape rtl s saltData saveSubsetFonts scaleToFitPaper serverSldId serverSldModifiedTime serverZoom shadeToTitle show
        showAnimation showAsIcon showCaptions showComments showFormatting showGuides showMasterPhAnim showMasterSp showNarration
        showOutlineIcons showScrollbar showSpeakerNotes showSpecialPlsOnTitleSld showWhenStopped sldNum snapToGrid snapToObjects
        snapVertSplitter spd spid spinCount spokes st strictFirstAndLastChars syncBehavior sz thruBlk title tm tmFilter to transition
        tx1 tx2 txBox type uiExpand updateAutomatic uri useBgFill useLongFilenames useTimings userDrawn val valueType varScale
        vertBarState vol x xfrmType y zoomContents""",
    "p14": "bounceEnd dir dur end fade id in isContent isInverted name out pattern presetBounceEnd st time",
    "p15": "authorId id idx invX invY name orient pos prst timeZoneBias userDrawn",
    "p159": "option",
    "p188": "authorId created id initials name providerId status userId x y",
    "pc": "cId sldId",
    "pic": "bwMode id name",
    "r": "blip bottomLeft bottomRight cs dm embed href id link lo pict qs topLeft topRight",
    "s": "val",
    "sle": "name",
    "tsle": "name",
    "v": """
        adj alignshape alt angle arcsize arrowok aspect bilevel blacklevel chromakey class color color2 colors control1 control2
        coordorigin coordsize cropbottom cropleft cropright croptop dashstyle detectmouseclick editas embosscolor endAngle endarrow
        endarrowlength endarrowwidth endcap eqn equationxml ext fillcolor filled fillok filltype fitpath fitshape focus focusposition
        focussize from gain gamma gradientshapeok grayscale href id imagealignshape imageaspect imagesize inset insetpen insetpenok invx
        invy joinstyle limo linestyle map matrix method miterlimit obscured offset offset2 on opacity origin path points polar position
        print radiusrange recolor recolortarget rotate shadowok size src startAngle startarrow startarrowlength startarrowwidth string
        strokecolor stroked strokeok strokeweight style switch target textboxrect textpathok title to trim type v weight wrapcoords
        xrange xscale yrange""",
    "vp": "id",
    "vx": "ObjectType",
    "w": """
        abstractNumId accent1 accent2 accent3 accent4 accent5 accent6 actualPg after afterAutospacing afterLines algIdExt algIdExtSource
        alignment all anchor anchorLock appName ascii asciiTheme author before beforeAutospacing beforeLines bg1 bg2 bidi bottom
        bottomFromText caption chapNum chapSep chapStyle char charSpace characterSet checkStyle clear code colFirst colLast color
        combine combineBrackets comments conformance count countBy cryptAlgorithmClass cryptAlgorithmSid cryptAlgorithmType
        cryptProvider cryptProviderType cryptProviderTypeExt cryptProviderTypeExtSource cryptSpinCount cs csb0 csb1 cstheme
        customMarkFollows customStyle decorated defLockedState defQFormat defSemiHidden defUIPriority defUnhideWhenUsed default dirty
        displacedByCustomXml display displayText distance dllVersion docLocation dropCap dxaOrig dyaOrig eastAsia eastAsiaTheme ed edGrp
        edit element end enforcement equalWidth evenHBand evenVBand fill first firstColumn firstLine firstLineChars firstRow
        firstRowFirstColumn firstRowLastColumn fldCharType fldLock fmt followedHyperlink font fontSz footer format formatting frame
        fullDate grammar gutter h hAnchor hAnsi hAnsiTheme hAscii hRule hSpace hanging hangingChars hash header heading hint history
        horzAnchor hyperlink id ilvl inkAnnotations insDel instr lang lastColumn lastRow lastRowFirstColumn lastRowLastColumn lastValue
        leader left leftChars leftFromText legacy legacyIndent legacySpace line linePitch lineRule lines locked markup multiLine name
        namespaceuri nlCheck noHBand noLabel noVBand null num numFmt numId numPicBulletId oddHBand oddVBand offsetFrom orient original
        other percent pos prefixMappings qFormat recommended relativeTo restart right rightChars rightFromText salt semiHidden sep
        shadow shapeid solutionID space spelling start storeItemID styleId subsetted sz t1 t2 tblpX tblpXSpec tblpY tblpYSpec tentative
        tgtFrame themeColor themeFill themeFillShade themeFillTint themeShade themeTint tooltip top topFromText type uiPriority
        unhideWhenUsed uri url usb0 usb1 usb2 usb3 vAnchor vMerge vMergeOrig vSpace val value vendorID vert vertAnchor vertCompress w
        wrap x xAlign xpath y yAlign zOrder""",
    "w10": "anchorx anchory shadow side type width",
    "w14": """
        algn ang b blurRad cap cmpd contourW dir dist endA endPos extrusionH fadeDir font h id kx ky l lat lim lon paraId path pos prst
        prstMaterial r rad rev rig scaled stA stPos sx sy t val w""",
    "w15": "done paraId paraIdParent restartNumberingAfterBreak val",
    "w16se": "char font",
    "wp": """
        allowOverlap b behindDoc cx cy distB distL distR distT edited hidden id l layoutInCell locked name r relativeFrom relativeHeight
        simplePos t wrapText x y""",
    "wp14": "relativeFrom",
    "wpg": "bwMode id name",
    "wps": """
        anchor anchorCtr bIns bwMode compatLnSpc forceAA fromWordArt horzOverflow id lIns name normalEastAsianFlow numCol rIns rot
        rtlCol seq spcCol spcFirstLastPara tIns txBox upright vert vertOverflow wrap""",
    "x": """
        Append AutoFit ConnectionID DataBindingLoadMode DataBindingName FileBinding FileBindingName ID Name Namespace PreserveFormat
        PreserveSortAFLayout RootElement SchemaID SchemaRef SelectionNamespaces ShowImportExportValidationErrors a aboveAverage aca
        action activeCell activeCellId activeCol activePane activeRow activeSheetId activeTab adjust adjustColumnWidth advise
        alignWithMargins alignment allCaption allDrilled allUniqueName allowBlank allowPng allowRefreshQuery alwaysShow and appName
        applyAlignment applyAlignmentFormats applyBorder applyBorderFormats applyFill applyFont applyFontFormats applyNumberFormat
        applyNumberFormats applyPatternFormats applyProtection applyStyles applyWidthHeightFormats array assign asteriskTotals attribute
        author authorId auto autoCompressPictures autoEnd autoFilter autoFilterDateGrouping autoFormatId autoLoad autoPage
        autoPageBreaks autoRecover autoRepublish autoShow autoStart autoUpdate avgSubtotal axis b background backgroundQuery
        backgroundRefresh backupFile base baseColWidth baseField baseItem bc bestFit blackAndWhite blank boolean borderId bottom
        builtInGroupCount builtinId bx byPosition c ca cacheId cacheIndex calcCompleted calcId calcMode calcOnSave calculatedColumn
        calendarType cap caption caseSensitive cell cellColor cellComments cellMeta changesSavedWin chart chartFormat checkCompatibility
        clearAll clearComments clearContents clearFormats click clipped cm codeName codePage coerce colGrandTotals colHeaderCaption
        colId colPageCount collapsed collapsedLevelsAreSubtotals colorId cols columnSort comma command commandType comment compact
        compactData concurrentCalc concurrentManualCount conformance connection connectionId consecutive containsBlank containsDate
        containsInteger containsMixedTypes containsNonDate containsNumber containsSemiMixedTypes containsString content controlPr copies
        copy count countASubtotal countSubtotal cp crashSave createdVersion credentials cs css ct culture current customBuiltin
        customFormat customHeight customList customListSort customMenu customRollUp customView customWidth d data dataBound dataCaption
        dataCellStyle dataDxfId dataExtractLoad dataField dataOnRows dataOnly dataPosition dataSourceSort databaseField date1904
        dateCompatibility dateTime dateTimeGrouping day ddeService ddeTopic decimal defaultAttributeDrillState defaultColWidth
        defaultGridColor defaultMemberUniqueName defaultPivotStyle defaultRowHeight defaultSubtotal defaultTableStyle
        defaultThemeVersion degree del1 del2 delete deleteColumns deleteRows deleted delimited delimiter denormalized descending
        description destination destinationFile diagonalDown diagonalUp differentFirst differentOddEven dimension dimensionUniqueName
        disableEdit disableFieldList disablePrompts disableRefresh diskRevisions display displayFolder displayName divId dn double dpi
        dr draft dragOff dragToCol dragToData dragToPage dragToRow dt2D dtr dvAspect dxf dxfId e eb edge edit editData editPage embed
        emptyCellReference enableDrill enableFieldProperties enableFormatConditionsCalculation enableRefresh enableWizard endDate endNum
        endOfListFormulaUpdate eol equalAverage error errorCaption errorStyle errorTitle errors evalError evalOrder exclusive exp
        extendable f fc fi field fieldId fieldIdWrapped fieldListSortAscending fieldPosition fieldPrintTitles fileType fillFormulas
        fillId filter filterMode filterPrivacy filterUnique filterVal first firstBackgroundRefresh firstDataCol firstDataRow
        firstHeaderRow firstPageNumber firstRow firstSheet fitToHeight fitToPage fitToWidth fld fontId footer forceFullCalc format
        formatCells formatCode formatColumns formatRows formula formulaRange fullCalcOnLoad fullPrecision function functionGroupId
        ghostCol ghostRow goal grandCol grandRow grandTotalCaption gridDropZones gridLines gridLinesSet group groupBy groupInterval
        growShrinkType gte guid h header headerRowBorderDxfId headerRowCellStyle headerRowCount headerRowDxfId headers
        headersInLastRefresh headings help hidden hiddenButton hiddenColumn hiddenColumns hiddenLevel hiddenRow hiddenRows hideNewItems
        hidePivotFieldList hier hierarchy hierarchyUsage history horizontal horizontalCentered horizontalDpi hour ht htmlFormat
        htmlTables i i1 i2 i3 i4 iLevel iMeasureFld iMeasureHier icon iconId iconSet id imeMode immersive in includeHiddenRowCol
        includeNewItemsInFilter includePrintSettings indent index indexed insertBlankRow insertColumns insertHyperlinks insertPageBreak
        insertRow insertRowShift insertRows integer intermediate interval invalid item itemPageCount itemPrintTitles iterate
        iterateCount iterateDelta justifyLastLine keepAlive keepChangeHistory key keyAttribute l label labelOnly lastEdited lastGuid
        left leftLabels length level link listDataValidation local localConnection localRefresh localSheetId location lockRevision
        lockStructure lockWindows locked longFileNames longText lowestEdited m man manualBreakCount mapId mappingCount max maxDate
        maxLength maxRId maxRank maxSheetId maxSubtotal maxVal maxValue maximized mdx mdxSubqueries measure measureFilter measureGroup
        measures memberName memberPropertyField memberValueDatatype merge mergeInterval mergeItem min minDate minLength minRId
        minRefreshableVersion minSubtotal minSupportedVersion minValue minimized minimumVersion minute missingCaption missingItemsLimit
        month mpFld multipleFieldFilters multipleItemSelectionAllowed n name nameLen namespaceUri new newLength newName nextId nf
        nonAutoSortDefault np ns numFmtId numberStoredAsText o objects odcFile odxf offset old oldComment oldCustomMenu oldDescription
        oldFunction oldFunctionGroupId oldHelp oldHidden oldLength oldName oldPh oldQuotePrefix oldShortcutKey oldStatusBar ole
        oleUpdate oneField onlySync onlyUseConnectionFile operator optimizeMemory orientation outline outlineData outlineLevel
        outlineLevelCol outlineLevelRow outlineSymbols p pLen pPos pageOrder pageOverThenDown pageStyle pageWrap pane paperSize par
        parameterType parent parentSet parsePre password pasteAll pasteBorders pasteColWidths pasteComments pasteDataValidation
        pasteFormats pasteFormulas pasteNumberFormats pasteValues patternType percent personalView ph phonetic pivot pivotButton
        pivotTableStyle pivotTables position post preferPic preserveFormatting preserveHistory preserveSortFilterLayout previousCol
        previousRow printArea printDrill priority productSubtotal progId prompt promptTitle promptedSolutions propertyName protected pt
        publishItems publishToServer published qualifier queryFailed queryTableFieldId quotePrefix r r1 r2 rId ra rank rankBy
        readOnlyRecommended readingOrder reconnectionMethod recordCount ref ref3D refMode refersTo refreshAllConnections refreshError
        refreshOnChange refreshOnLoad refreshedBy refreshedDate refreshedVersion relative relativeIndent removeDataOnSave repairLoad
        reservationPassword reverse revisionId revisionsPassword rgb right rightToLeft rowColShift rowDrillCount rowGrandTotals
        rowHeaderCaption rowNumbers rowPageCount rows rupBuild s sId saveData saveExternalLinkValues savePassword sb scale scaleWithDoc
        scenarios scope sd second securityDescriptor selectLockedCells selectUnlockedCells selected semicolon sendLocale series
        serverCommand serverField serverFill serverFont serverFontColor serverNumberFormat set setDefinition shapeId shared sheet
        sheetId sheetPosition shortcutKey show showAll showAsCaption showAutoFilter showBorderUnselectedTables showButton showCalcMbrs
        showCell showColHeaders showColStripes showColumnStripes showComments showDataAs showDataDropDown showDataTips showDrill
        showDropDown showDropDowns showDropZones showEmptyCol showEmptyRow showError showErrorMessage showFirstColumn showFormulaBar
        showFormulas showGridLines showHeader showHeaders showHorizontalScroll showInFieldList showInkAnnotation showInputMessage
        showItems showLastColumn showMemberPropertyTips showMissing showMultipleLabel showObjects showOutlineSymbols showPageBreaks
        showPivotChartFilter showPropAsCaption showPropCell showPropTip showRowCol showRowColHeaders showRowHeaders showRowStripes
        showRuler showSheetTabs showStatusbar showTip showValue showVerticalScroll showWhiteSpace showZeros shrinkToFit si
        singleSignOnId size solveOrder sort sortBy sortMethod sortType source sourceData sourceFile sourceObject sourceRef sourceSheetId
        sourceType space spans splitAll splitFirst sqlType sqref st start startDate startNum state status statusBar stdDev
        stdDevPSubtotal stdDevSubtotal stopIfTrue string stringValue1 stringValue2 style subtotal subtotalCaption subtotalHiddenItems
        subtotalTop sumSubtotal summaryBelow summaryRight supportAdvancedDrill supportSubquery syncHorizontal syncRef syncVertical t tab
        tabRatio tabSelected table tableBorderDxfId tableColumnId tableType tag targetScreenSize text textDates textRotation theme
        thickBot thickBottom thickTop thicket thousands time timePeriod tint title tooltip top topAutoShow topLabels topLeftCell
        totalsRowBorderDxfId totalsRowCellStyle totalsRowCount totalsRowDxfId totalsRowFunction totalsRowLabel totalsRowShown
        trackRevisions transitionEntry transitionEvaluation trend tupleCache twoDigitTextYear type u ua un unbalanced unbalancedGroup
        unboundColumnsLeft unboundColumnsRight undone uniqueCount uniqueList uniqueMemberProperty uniqueName uniqueParent
        unlockedFormula updateLinks updatedVersion upgradeOnRefresh uri url useAutoFormatting useFirstPageNumber usePrinterDefaults user
        userName v vacatedStyle val value varPSubtotal varSubtotal vbProcedure version vertical verticalCentered verticalDpi view
        visibility visualTotals vm vml weight width windowHeight windowProtection windowWidth workbookParameter workbookPassword
        workbookViewId wrapText x xSplit xWindow xfDxf xfId xl2000 xl97 xlm xml xmlBased xmlDataType xpath ySplit yWindow year
        zeroHeight zeroValues zoomScale zoomScaleNormal zoomScalePageLayoutView zoomScaleSheetLayoutView zoomToFit""",
    "x14": """
        aboveAverage allowBlank auto axisPosition border bottom cache calculatedMembersInFilters caption checked columnCount count
        crossFilter custom customListSort dateAxis defaultImageDpi defaultSlicerStyle direction discardImageEditData displayEmptyCellsAs
        displayHidden displayXAxis dropLines dropStyle dx dxfId editVal enableEdit equalAverage error errorStyle errorTitle
        fillDownLabels fillDownLabelsDefault first firstButton fmlaGroup fmlaLink fmlaRange fmlaTxbx gradient gte hideValuesRow high
        horiz iconId iconSet id imeMode inc indexed justLastX last level lineWeight lockText lockedPosition low manualMax manualMin
        markers max maxAxisType maxLength min minAxisType minLength multiLine multiSel n name nd negative
        negativeBarBorderColorSameAsPositive negativeBarColorSameAsPositive noThreeD noThreeD2 objectType operator page passwordEdit
        percent pivot pivotCacheId priority prompt promptTitle rank reverse rgb rightToLeft rowHeight s sel seltype showCaption
        showDropDown showErrorMessage showInputMessage showMissing showValue sortOrder sourceName sqref startItem stdDev stopIfTrue
        style tabId text textHAlign textVAlign theme timePeriod tint type val value verticalBar visualTotals widthMin x xfrm""",
    "x14ac": "dyDescent knownFonts",
    "x15": """
        cache caption chartTrackingRefBase column count crossFilter customListSort defaultTimelineStyle endDate filterType
        lastRefreshVersion level minimalRefreshVersion name pivotCacheId scrollPosition selectionLevel showHeader
        showHorizontalScrollbar showSelectionLabel showTimeLevel sortOrder sourceName startDate style tabId tableId""",
    "xda": "fCollapsed fDynamic",
    "xdr": "bwMode editAs fLocksText fLocksWithSheet fPrintsWithSheet fPublished id macro name textlink txBox x y",
    "xltc": "displayName done id length mentionId mentionpersonId parentId personId providerId ref startIndex userId",
    "xml": "lang space",
    "xpdl": "EnabledSubtotalsDefault InsertBlankRowDefault SubtotalsOnTopDefault",
}
