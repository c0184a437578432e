"""The elements that may remain in an Office file, by the prefixes of `vocabulary`. Made from the schemas."""

OF = {
    "": "b br center div font i p s span strike sub sup u xml",
    "a": """
        accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel alphaCeiling alphaFloor alphaInv alphaMod
        alphaModFix alphaOff alphaOutset alphaRepl anchor arcTo audioCd audioFile avLst backdrop band1H band1V band2H band2V bevel
        bevelB bevelT bgClr bgFillStyleLst biLevel bldChart bldDgm blend blip blipFill blue blueMod blueOff blur bodyPr bottom br
        buAutoNum buBlip buChar buClr buClrTx buFont buFontTx buNone buSzPct buSzPts buSzTx cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr
        cNvPicPr cNvPr cNvSpPr camera cell3D chExt chOff chart close clrChange clrFrom clrMap clrRepl clrScheme clrTo comp cont
        contourClr cs cubicBezTo custClr custClrLst custDash custGeom cxn cxnLst cxnSp cxnSpLocks defPPr defRPr dgm dk1 dk2 ds duotone
        ea effect effectDag effectLst effectRef effectStyle effectStyleLst effectsLst end endCxn endParaRPr ext extLst extraClrScheme
        extraClrSchemeLst extrusionClr fgClr fill fillOverlay fillRect fillRef fillStyleLst fillToRect firstCol firstRow flatTx fld
        fmtScheme folHlink font fontRef fontScheme gamma gd gdLst glow gradFill graphic graphicData graphicFrame graphicFrameLocks gray
        grayscl green greenMod greenOff gridCol grpFill grpSp grpSpLocks grpSpPr gs gsLst headEnd highlight hlink hlinkClick hlinkHover
        hlinkMouseOver hsl hslClr hue hueMod hueOff innerShdw insideH insideV inv invGamma lastCol lastRow latin left lightRig lin ln
        lnB lnBlToTr lnDef lnL lnR lnRef lnSpc lnStyleLst lnT lnTlToBr lnTo lstStyle lt1 lt2 lum lumMod lumOff lvl1pPr lvl2pPr lvl3pPr
        lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr majorFont masterClrMapping minorFont miter moveTo neCell noAutofit noFill norm
        normAutofit nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr nwCell objectDefaults off outerShdw overrideClrMapping p pPr
        path pathLst pattFill pic picLocks pos prstClr prstDash prstGeom prstShdw prstTxWarp pt quadBezTo quickTimeFile r rPr rect red
        redMod redOff reflection relOff right rot round sat satMod satOff scene3d schemeClr scrgbClr seCell shade snd softEdge solidFill
        sp sp3d spAutoFit spDef spLocks spPr spcAft spcBef spcPct spcPts srcRect srgbClr st stCxn stretch style swCell sx sy sym sysClr
        t tab tabLst tableStyle tableStyleId tailEnd tbl tblBg tblGrid tblPr tblStyle tblStyleLst tc tcBdr tcPr tcStyle tcTxStyle theme
        themeElements themeManager themeOverride tile tileRect tint tl2br top tr tr2bl txBody txDef txSp uFill uFillTx uLn uLnTx up
        useSpRect videoFile wavAudioFile wholeTbl xfrm""",
    "a14": """
        backgroundMark cameraTool contourClr foregroundMark hiddenEffects hiddenFill hiddenLine hiddenScene3d hiddenSp3d isCanvas
        legacySpreadsheetColorIndex m shadowObscured useLocalDpi""",
    "a16": "svm",
    "ac": "context cxnSpMk deMkLst graphicFrameMk gridColMk grpSpMk picMk spMk tblMk tcMk trMk txBodyMk txMk txMkLst",
    "ahyp": "hlinkClr",
    "ask": "lineSketchCurved lineSketchFreehand lineSketchNone lineSketchScribble lineSketchStyleProps seed type",
    "c": """
        applyToEnd applyToFront applyToSides area3DChart areaChart auto autoTitleDeleted autoUpdate axId axPos backWall backward bandFmt
        bandFmts bar3DChart barChart barDir baseTimeUnit bubble3D bubbleChart bubbleScale bubbleSize builtInUnit cat catAx chart
        chartObject chartSpace clrMapOvr crossAx crossBetween crosses crossesAt custSplit custUnit dLbl dLblPos dLbls dPt dTable data
        date1904 dateAx delete depthPercent dispBlanksAs dispEq dispRSqr dispUnits dispUnitsLbl doughnutChart downBars dropLines
        errBarType errBars errDir errValType evenFooter evenHeader explosion ext extLst externalData f firstFooter firstHeader
        firstSliceAng floor fmtId formatCode formatting forward gapDepth gapWidth grouping h hMode hPercent headerFooter hiLowLines
        holeSize idx intercept invertIfNegative lang layout layoutTarget lblAlgn lblOffset leaderLines legacyDrawingHF legend
        legendEntry legendPos line3DChart lineChart logBase lvl majorGridlines majorTickMark majorTimeUnit majorUnit manualLayout marker
        max min minorGridlines minorTickMark minorTimeUnit minorUnit minus multiLvlStrCache multiLvlStrRef name noEndCap noMultiLvlLbl
        numCache numFmt numLit numRef oddFooter oddHeader ofPieChart ofPieType order orientation overlap overlay pageMargins pageSetup
        period perspective pictureFormat pictureOptions pictureStackUnit pie3DChart pieChart pivotFmt pivotFmts pivotSource plotArea
        plotVisOnly plus printSettings protection pt ptCount rAngAx radarChart radarStyle rich rotX rotY roundedCorners scaling
        scatterChart scatterStyle secondPiePt secondPieSize selection separator ser serAx serLines shape showBubbleSize showCatName
        showDLblsOverMax showHorzBorder showKeys showLeaderLines showLegendKey showNegBubbles showOutline showPercent showSerName
        showVal showVertBorder sideWall size sizeRepresents smooth spPr splitPos splitType stockChart strCache strLit strRef style
        surface3DChart surfaceChart symbol thickness tickLblPos tickLblSkip tickMarkSkip title trendline trendlineLbl trendlineType tx
        txPr upBars upDownBars userInterface userShapes v val valAx varyColors view3D w wMode wireframe x xMode xVal y yMode yVal""",
    "c14": "invertSolidFillFmt spPr style",
    "c15": """
        autoCat bubble3D cat categoryFilterException categoryFilterExceptions dLbl datalabelsRange dlblFTEntry dlblFieldTable
        dlblFieldTableCache dlblRangeCache explosion f filteredAreaSeries filteredBarSeries filteredBubbleSeries filteredCategoryTitle
        filteredLineSeries filteredPieSeries filteredRadarSeries filteredScatterSeries filteredSeriesTitle filteredSurfaceSeries
        formulaRef fullRef invertIfNegative layout leaderLines levelRef marker numFmt numRef pivotSource ser showDataLabelsRange
        showLeaderLines spPr sqref strRef tx txfldGUID uniqueId xForSave""",
    "c16": "categoryFilterExceptions uniqueId",
    "c16r3": "dataDisplayOptions16 dispNaAsBlank",
    "cdr": """
        absSizeAnchor blipFill cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr cxnSp ext from graphicFrame grpSp grpSpPr
        nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr pic relSizeAnchor sp spPr style to txBody x xfrm y""",
    "comp": "legacyDrawing",
    "cs": """
        axisTitle bodyPr categoryAxis chartArea chartStyle colorStyle dataLabel dataLabelCallout dataPoint dataPoint3D dataPointLine
        dataPointMarker dataPointMarkerLayout dataPointWireframe dataTable defRPr downBar dropLine effectRef errorBar fillRef floor
        fontRef gridlineMajor gridlineMinor hiLoLine leaderLine legend lineWidthScale lnRef plotArea plotArea3D seriesAxis seriesLine
        spPr styleClr title trendline trendlineLabel upBar valueAxis variation wall""",
    "cx": """
        aggregation axis axisId binCount binSize binning catScaling chart chartData chartSpace clrMapOvr data dataId dataLabel
        dataLabelHidden dataLabels dataPt extLst f fmtOvr fmtOvrs geoCache geography headerFooter idx layoutPr legend lvl majorGridlines
        majorTickMarks minorGridlines minorTickMarks nf numDim numFmt pageMargins pageSetup parentLabelLayout plotArea plotAreaRegion
        plotSurface printSettings pt regionLabelLayout rich separator series spPr statistics strDim subtotals tickLabels title tx txData
        txPr units unitsLabel v valScaling valueColorPositions valueColors visibility""",
    "dgm": """
        adj adjLst alg animLvl animOne bg bulletEnabled cat catLst chMax chPref choose clrData colorsDef colorsDefHdr colorsDefHdrLst
        constr constrLst cxn cxnLst dataModel desc dir effectClrLst else extLst fillClrLst forEach hierBranch if layoutDef layoutDefHdr
        layoutDefHdrLst layoutNode linClrLst orgChart param prSet presLayoutVars presOf pt ptLst relIds resizeHandles rule ruleLst
        sampData scene3d shape sp3d spPr style styleData styleDef styleDefHdr styleDefHdrLst styleLbl t title txEffectClrLst
        txFillClrLst txLinClrLst txPr varLst whole""",
    "dgm14": "cNvPr recolorImg",
    "dgm1612": "cat lst spPr",
    "dsp": """
        blipFill cNvGrpSpPr cNvPicPr cNvPr cNvSpPr cxnSp dataModelExt drawing extLst grpSp grpSpPr nvGrpSpPr nvPicPr nvSpPr pic sp spPr
        spTree style txBody txXfrm""",
    "lc": "lockedCanvas",
    "m": """
        acc accPr aln alnScr argPr argSz bar barPr baseJc begChr borderBox borderBoxPr box boxPr brk brkBin brkBinSub cGp cGpRule cSp
        chr count ctrlPr d dPr defJc deg degHide den diff dispDef e endChr eqArr eqArrPr f fName fPr func funcPr groupChr groupChrPr
        grow hideBot hideLeft hideRight hideTop intLim interSp intraSp jc lMargin lim limLoc limLow limLowPr limUpp limUppPr lit m mPr
        mathFont mathPr maxDist mc mcJc mcPr mcs mr nary naryLim naryPr noBreak nor num oMath oMathPara oMathParaPr objDist opEmu phant
        phantPr plcHide pos postSp preSp r rMargin rPr rSp rSpRule rad radPr sPre sPrePr sSub sSubPr sSubSup sSubSupPr sSup sSupPr scr
        sepChr show shp smallFrac strikeBLTR strikeH strikeTLBR strikeV sty sub subHide sup supHide t transp type vertJc wrapIndent
        wrapRight zeroAsc zeroDesc zeroWid""",
    "mc": "AlternateContent Choice Fallback",
    "o": """
        LinkType LockedField OLEObject bottom callout clippath colormenu colormru column complex diagram entry extrusion fill left lock
        proxy r rel relationtable right shapelayout skew top""",
    "oel": "ext",
    "p": """
        anim animClr animEffect animMotion animRot animScale attrName attrNameLst audio bg bgPr bgRef bldAsOne bldDgm bldGraphic bldLst
        bldOleChart bldP bldSub blinds blipFill bodyStyle bold boldItalic boolVal browse by cBhvr cMediaNode cNvCxnSpPr
        cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr cSld cSldViewPr cTn cViewPr charRg checker childTnLst circle clrMap
        clrMapOvr clrMru clrVal cm cmAuthor cmAuthorLst cmLst cmd comb cond cover custShow custShowLst cut cxnSp defaultTextStyle
        diamond dissolve embed embeddedFont endCondLst endSnd endSync excl ext extLst fade fltVal font from graphicEl graphicFrame
        gridSpacing grpSp grpSpPr guide guideLst handoutMaster handoutMasterId handoutMasterIdLst hf hsl inkTgt intVal italic iterate
        kinsoku kiosk link newsflash nextCondLst normalViewPr notes notesMaster notesMasterId notesMasterIdLst notesStyle notesSz
        notesTextViewPr notesViewPr nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvPr nvSpPr oleChartEl oleObj origin otherStyle
        outlineViewPr pRg par penClr ph photoAlbum pic plus pos present presentation presentationPr prevCondLst prnPr progress pull push
        rCtr random randomBar regular restoredLeft restoredTop rgb rtn scale seq set showPr sld sldAll sldId sldIdLst sldLayout
        sldLayoutId sldLayoutIdLst sldLst sldMaster sldMasterId sldMasterIdLst sldRg sldSyncPr sldSz sldTgt slideViewPr snd sndAc sndTgt
        sorterViewPr sp spPr spTgt spTree split stCondLst stSnd strVal strips style subSp subTnLst tag tagLst tav tavLst text tgtEl
        timing titleStyle tmAbs tmPct tmpl tmplLst tn tnLst to transition txBody txEl txStyles val video webPr wedge wheel wipe xfrm
        zoom""",
    "p14": """
        bmk bmkLst bounceEnd conveyor doors fade ferris flash flip flythrough gallery glitter honeycomb isNarration laserTraceLst media
        nullEvt nvContentPartPr pan pauseEvt playEvt prism reveal ripple section sectionLst seekEvt showEvtLst shred sldId sldIdLst
        stopEvt switch triggerEvt trim vortex warp wheelReverse window""",
    "p15": "clr guide notesGuideLst parentCm prstTrans sldGuideLst threadingInfo",
    "p159": "morph",
    "p188": "author authorLst cm cmLst extLst pos reply replyLst tagReactions txBody",
    "pc": "docMk docMkLst sldLayoutMk sldLayoutMkLst sldMasterMk sldMasterMkLst sldMk sldMkLst",
    "pic": "blipFill cNvPicPr cNvPr nvPicPr pic spPr",
    "sle": "slicer",
    "sle15": "slicer",
    "tsle": "timeslicer",
    "v": """
        arc background curve f fill formulas group h handles image imagedata line oval path polyline rect roundrect shadow shape
        shapetype stroke textbox textpath""",
    "vp": "iscomment textdata",
    "vx": """
        Accel Accel2 Anchor AutoFill AutoLine AutoPict AutoScale CF Camera Cancel Checked ClientData ColHidden Colored Column Default
        DefaultSize Disabled Dismiss DropLines DropStyle Dx FirstButton FmlaGroup FmlaLink FmlaPict FmlaRange FmlaTxbx Help Horiz Inc
        JustLastX LCT ListItem LockText Locked MapOCX Max Min MoveWithCells MultiLine MultiSel NoThreeD NoThreeD2 Page PrintObject
        RecalcAlways Row RowHidden SecretEdit Sel SelType SizeWithCells TextHAlign TextVAlign UIObj VScroll VTEdit Val ValidIds Visible
        WidthMin""",
    "w": """
        abstractNum abstractNumId active activeRecord activeWritingStyle addressFieldName adjustLineHeightInTable adjustRightInd alias
        aliases alignBordersAndEdges alignTablesRowByRow allowPNG allowSpaceOfSameStyleInTable altChunkPr altName
        alwaysMergeEmptyNamespace alwaysShowPlaceholderText annotationRef applyBreakingRules attr autoCaption autoCaptions
        autoFormatOverride autoHyphenation autoRedefine autoSpaceDE autoSpaceDN autoSpaceLikeWord95 autofitToFirstFixedWidthCell b bCs
        background balanceSingleByteDoubleByteWidth bar basedOn bdr behavior behaviors between bibliography bidi bidiVisual blockQuote
        body bodyDiv bookFoldPrinting bookFoldPrintingSheets bookFoldRevPrinting bookmarkEnd bookmarkStart bordersDoNotSurroundFooter
        bordersDoNotSurroundHeader bottom br cachedColBalance calcOnExit calendar cantSplit caps caption captions category cellDel
        cellIns cellMerge characterSpacingControl charset checkBox checkErrors checked citation clickAndTypeStyle clrSchemeMapping
        cnfStyle col colDelim color cols column comboBox comment commentRangeEnd commentRangeStart commentReference comments compat
        compatSetting connectString consecutiveHyphenLimit contextualSpacing continuationSeparator control convMailMergeEsc cr cs
        dataBinding dataType date dateFormat dayLong dayShort ddList decimalSymbol default defaultTabStop defaultTableStyle del
        delInstrText delText description destination dirty displayBackgroundShape displayHangulFixedWidth
        displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery div divBdr divId divs divsChild doNotAutoCompressPictures
        doNotAutofitConstrainedTables doNotBreakConstrainedForcedTable doNotBreakWrappedTables doNotDemarcateInvalidXml
        doNotDisplayPageBoundaries doNotEmbedSmartTags doNotExpandShiftReturn doNotHyphenateCaps doNotIncludeSubdocsInStats
        doNotLeaveBackslashAlone doNotOrganizeInFolder doNotRelyOnCSS doNotSaveAsSingleFile doNotShadeFormData doNotSnapToGridInCell
        doNotSuppressBlankLines doNotSuppressIndentation doNotSuppressParagraphBorders doNotTrackFormatting doNotTrackMoves
        doNotUseEastAsianBreakRules doNotUseHTMLParagraphAutoSpacing doNotUseIndentAsNumberingTabStop doNotUseLongFileNames
        doNotUseMarginsForDrawingGridOrigin doNotValidateAgainstSchema doNotVertAlignCellWithSp doNotVertAlignInTxbx
        doNotWrapTextWithPunct docDefaults docGrid docPartBody docPartCategory docPartGallery docPartList docPartObj docPartPr
        docPartUnique document documentProtection documentType drawing drawingGridHorizontalOrigin drawingGridHorizontalSpacing
        drawingGridVerticalOrigin drawingGridVerticalSpacing dropDownList dstrike dynamicAddress eastAsianLayout effect em
        embedSystemFonts embedTrueTypeFonts emboss enabled encoding end endnote endnotePr endnoteRef endnoteReference endnotes
        entryMacro equation evenAndOddHeaders exitMacro fHdr family ffData fieldMapData fitText flatBorders fldChar fldSimple font fonts
        footerReference footnote footnoteLayoutLikeWW8 footnotePr footnoteRef footnoteReference footnotes forceUpgrade
        forgetLastTabAlignment formProt format formsDesign frameLayout framePr framesetSplitbar ftr gallery gridAfter gridBefore gridCol
        gridSpan group growAutofit guid gutterAtTop hMerge hdr hdrShapeDefaults headerReference helpText hidden hideGrammaticalErrors
        hideMark hideSpellingErrors highlight hps hpsBaseText hpsRaise hyperlink hyphenationLines hyphenationZone i iCs id
        ignoreMixedContent ilvl imprint ind ins insideH insideV instrText isLgl jc keepLines keepNext kern kinsoku lang latentStyles
        layoutRawTableWidth layoutTableRowsApart left legacy lid lineWrapLikeWord6 link linkStyles linkToQuery linkedToFile listEntry
        listItem listSeparator lnNumType lock locked lsdException lvl lvlJc lvlOverride lvlPicBulletId lvlRestart lvlText
        mailAsAttachment mailSubject mainDocumentType mappedName marBottom marH marLeft marRight marTop marW matchSrc maxLength
        mirrorIndents mirrorMargins monthLong monthShort moveFrom moveFromRangeEnd moveFromRangeStart moveTo moveToRangeEnd
        moveToRangeStart movie multiLevelType mwSmallCaps name next noBorder noBreakHyphen noColumnBalance noEndnote noExtraLineSpacing
        noLeading noLineBreaksAfter noLineBreaksBefore noProof noPunctuationKerning noResizeAllowed noSpaceRaiseLower noTabHangInd
        noWrap notTrueType num numFmt numId numIdMacAtCleanup numPicBullet numPr numRestart numStart numStyleLink numbering
        numberingChange oMath object odso optimizeForBrowser outline outlineLvl overflowPunct p pBdr pPr pPrChange pPrDefault pStyle
        pageBreakBefore panose1 paperSrc personal personalCompose personalReply pgBorders pgMar pgNum pgNumType pgSz pict picture pitch
        pixelsPerInch placeholder pos position printBodyTextBeforeHeader printColBlack printFormsData printFractionalCharacterWidth
        printPostScriptOverText printTwoOnOne proofState ptab qFormat query r rFonts rPr rPrChange rPrDefault rStyle readModeInkLockDown
        relyOnVML removeDateAndTime removePersonalInformation result revisionView richText right rsidRoot rt rtl rtlGutter ruby
        rubyAlign rubyBase rubyPr saveFormsData saveInvalidXml savePreviewPicture saveSmartTagsAsXml saveSubsetFonts saveXmlDataOnly
        scrollbar sdt sdtContent sdtEndPr sdtPr sectPr sectPrChange selectFldWithFirstOrLastChar semiHidden separator settings shadow
        shapeDefaults shapeLayoutLikeWW8 shd showBreaksInFrames showEnvelope showXMLTags showingPlcHdr sig size sizeAuto smallCaps
        smartTagType snapToGrid softHyphen sourceFileName spaceForUL spacing spacingInWholePoints specVanish splitPgBreakAndParaMark src
        start startOverride statusText storeMappedDataAs strictFirstAndLastChars strike style styleLink styleLockQFSet styleLockTheme
        stylePaneFormatFilter stylePaneSortMethod styles subFontBySize suff summaryLength suppressAutoHyphens suppressBottomSpacing
        suppressLineNumbers suppressOverlap suppressSpBfAfterPgBrk suppressSpacingAtTopOfPage suppressTopSpacing suppressTopSpacingWP
        swapBordersFacingPages sym sz szCs t tab table tabs tag targetScreenSz tbl tblBorders tblCellMar tblCellSpacing tblGrid
        tblGridChange tblHeader tblInd tblLayout tblLook tblOverlap tblPr tblPrChange tblPrEx tblPrExChange tblStyle tblStyleColBandSize
        tblStylePr tblStyleRowBandSize tblW tblpPr tc tcBorders tcFitText tcMar tcPr tcPrChange tcW temporary text textAlignment
        textDirection textInput textboxTightWrap themeFontLang titlePg tl2br tmGutter tmSection top topLinePunct tr tr2bl trHeight trPr
        trPrChange trackRevisions truncateFontHeightsLikeWP6 txbxContent type types u udl uiCompat97To2003 uiPriority ulTrailSpace
        underlineTabInNumList unhideWhenUsed uniqueTag updateFields useAltKinsokuLineBreakRules useAnsiKerningPairs useFELayout
        useNormalStyleForList usePrinterMetrics useSingleBorderforContiguousCells useWord2002TableStyleRules useWord97LineBreakRules
        useXSLTWhenSaving vAlign vMerge vanish vertAlign view viewMergedData w wAfter wBefore webSettings widowControl wordWrap
        wpJustification wpSpaceWidth wrapTrailSpaces writeProtection yearLong yearShort zoom""",
    "w10": "anchorlock borderbottom borderleft borderright bordertop wrap",
    "w14": """
        alpha bevel bevelB bevelT camera checkbox checked checkedState cntxtAlts conflictDel conflictIns contourClr
        customXmlConflictInsRangeStart entityPicker extrusionClr fillToRect glow gradFill gs gsLst hueMod ligatures lightRig lin lum
        lumMod lumOff miter noFill numForm numSpacing path props3d prstDash reflection rot round sat satMod satOff scene3d schemeClr
        shade shadow solidFill srgbClr styleSet stylisticSets textFill textOutline tint uncheckedState""",
    "w15": """
        appearance collapsed color commentEx commentsEx doNotAllowInsertDeleteSection footnoteColumns repeatingSection
        repeatingSectionItem sectionTitle""",
    "w16se": "symEx",
    "wp": """
        align anchor cNvGraphicFramePr docPr effectExtent extent inline lineTo posOffset positionH positionV simplePos start wrapNone
        wrapPolygon wrapSquare wrapThrough wrapTight wrapTopAndBottom""",
    "wp14": "pctHeight pctPosHOffset pctPosVOffset pctWidth sizeRelH sizeRelV",
    "wpc": "bg extLst whole wpc",
    "wpg": "cNvFrPr cNvGrpSpPr cNvPr extLst graphicFrame grpSp grpSpPr wgp xfrm",
    "wps": "bodyPr cNvCnPr cNvFrPr cNvPr cNvSpPr extLst linkedTxbx nvCnPr nvSpPr spPr style txbx wsp",
    "x": """
        DataBinding Map MapInfo Schema alignment author authors autoFilter autoSortScope b bgColor bk bookViews border borders bottom
        brk c cacheField cacheFields cacheHierarchies cacheHierarchy cacheSource calcChain calcPr calculatedColumnFormula calculatedItem
        calculatedItems calculatedMember calculatedMembers cell cellMetadata cellSmartTag cellSmartTagPr cellSmartTags cellStyle
        cellStyleXfs cellStyles cellWatch cellWatches cellXfs cfRule cfvo charset chartFormat chartFormats chartsheet col colBreaks
        colFields colHierarchiesUsage colHierarchyUsage colItems color colorFilter colorScale colors cols comment commentList comments
        condense conditionalFormat conditionalFormats conditionalFormatting consolidation control controls customFilter customFilters
        customPr customSheetView customWorkbookView d dataBar dataConsolidate dataField dataFields dataRef dataRefs dataValidation
        dataValidations dateGroupItem ddeItem ddeItems ddeLink definedName definedNames deletedField diagonal dialogsheet dimension
        dimensions discretePr drawing dxf dxfs dynamicFilter e end entries evenFooter evenHeader ext extLst extend externalBook
        externalLink externalReference externalReferences f family fgColor field fieldGroup fieldUsage fieldsUsage fileVersion fill
        fills filter filterColumn filters firstFooter firstHeader font fonts format formats formula formula1 formula2 functionGroup
        futureMetadata gradientFill group groupItems groupLevel groupLevels groupMember groupMembers groups headerFooter headers
        horizontal hyperlink hyperlinks i iconFilter iconSet ignoredError ignoredErrors indexedColors inputCells is item items k kpi
        kpis left legacyDrawing legacyDrawingHF location m main map maps mdx mdxMetadata measureGroup measureGroups member members
        mergeCell mergeCells metadata metadataStrings metadataType metadataTypes mp mpMap mps mruColors ms n name nc ndxf numFmt numFmts
        oc oddFooter oddHeader odxf olapPr oldFormula oleItem oleItems oleLink oleObject oleObjects outline outlinePr p page pageField
        pageFields pageItem pageMargins pageSetUpPr pageSetup pages pane parameter parameters patternFill phoneticPr picture pivotArea
        pivotAreas pivotCache pivotCacheDefinition pivotCacheRecords pivotCaches pivotField pivotFields pivotHierarchies pivotHierarchy
        pivotSelection pivotTableDefinition pivotTableStyleInfo printOptions protectedRange protectedRanges protection query queryCache
        queryTable queryTableDeletedFields queryTableField queryTableFields queryTableRefresh r rFont rPh rPr raf rangePr rangeSet
        rangeSets rc rcc rcft rcmt rcv rdn reference references reviewed reviewedList rfmt rgbColor right ris rm row rowBreaks rowFields
        rowHierarchiesUsage rowHierarchyUsage rowItems rqt rrc rsnm s scenario scenarios scheme selection serverFormat serverFormats set
        sets shadow sharedItems sheet sheetCalcPr sheetData sheetDataSet sheetFormatPr sheetId sheetIdMap sheetName sheetNames sheetPr
        sheetProtection sheetView sheetViews sheets si singleXmlCell singleXmlCells smartTagType sortByTuple sortCondition sortState sst
        start stop stp strike styleSheet sz t tabColor table tableColumn tableColumns tablePart tableParts tableStyle tableStyleElement
        tableStyleInfo tableStyles tables text textField textFields textPr top top10 totalsRowFormula tp tpl tpls tr tupleCache u undo
        userInfo users v val value valueMetadata values vertAlign vertical volType volTypes webPr webPublishItem webPublishObject
        workbook workbookPr workbookProtection workbookView worksheet worksheetSource x xf xmlCellPr xmlPr""",
    "x12ac": "list",
    "x14": """
        axisColor border borderColor cfIcon cfRule cfvo color colorAxis colorFirst colorHigh colorLast colorLow colorMarkers
        colorNegative colorScale colorSeries conditionalFormatting conditionalFormattings customFilter customFilters data dataBar
        dataField dataValidation dataValidations definedNames dxf dxfs fill fillColor fillDownLabels filter font formControlPr formula1
        formula2 i iconFilter iconSet id ignoredErrors item itemLst items negativeBorderColor negativeFillColor numFmt
        pivotCacheDefinition pivotCaches pivotField pivotTable pivotTableDefinition pivotTables protectedRanges slicer slicerCache
        slicerCacheDefinition slicerCaches slicerList slicerStyle slicerStyleElement slicerStyleElements slicerStyles slicers sparkline
        sparklineGroup sparklineGroups sparklines table tabular workbookPr""",
    "x15": """
        activeTabTopLevelEntity bounds cachedUniqueNames dataField movingPeriodState pivotCacheDecoupled pivotCacheIdVersion pivotCaches
        pivotFilter pivotTable pivotTableData pivotTableReference pivotTableReferences pivotTableUISettings pivotTables selection
        slicerCacheHideItemsWithNoData slicerCachePivotTables state tableSlicerCache timeline timelineCacheDefinition timelineCacheRef
        timelineCacheRefs timelinePivotCacheDefinition timelineRef timelineRefs timelineStyle timelineStyleElement timelineStyleElements
        timelineStyles timelines webExtensions workbookPr xlsx""",
    "x16r2": "formatCodes16",
    "xda": "dynamicArrayProperties",
    "xdr": """
        absoluteAnchor blipFill cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr clientData col colOff cxnSp ext from
        graphicFrame grpSp grpSpPr nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr oneCellAnchor pic pos row rowOff sp spPr style to
        twoCellAnchor txBody wsDr xfrm""",
    "xlrd": "fb k rv rvData rvStructures rvTypesInfo rvb s v",
    "xlrvrel": "rel richValueRels",
    "xltc": "ThreadedComments mention mentions person personList text threadedComment",
    "xm": "f id sqref",
    "xpdl": "pivotTableDefinition16",
}
